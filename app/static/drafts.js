// Drafts: what is typed also lies on this device until the server has it, by person, application and step; needs app.js.
{
const slot = form => `draft ${document.body.dataset.user} ${form.dataset.draft}`;
const drafts = () => all('form[data-draft][data-autosave]');
const revision = form => +form.elements.revision.value;
on('input change', e => {
  const form = e.target.closest?.('form[data-draft][data-autosave]');
  if (form && !('offer' in form.dataset)) store(localStorage, slot(form), {...written(form), revision: revision(form), at: Date.now()});
});
on('htmx:afterRequest', e => {
  const s = forms.get(e.target), status = e.detail.xhr?.status;
  if (s && s.saved === s.edits && status && status < 400 && 'draft' in e.target.dataset) store(localStorage, slot(e.target), null);
});

// A form that leaves by itself (Next, Send) is forgotten once another page of ours has answered it.
on('submit', e => {
  if (e.defaultPrevented || !e.target.dataset?.draft) return;
  if ('autosave' in e.target.dataset) store(sessionStorage, 'sent', slot(e.target));
  else store(localStorage, slot(e.target), null); // the page of choices: they are made
});
on('click', e => { if (e.target.closest?.('.lang a')) drafts().forEach(form => store(sessionStorage, 'back', slot(form))); });
on('pageshow', e => { if (e.persisted) store(sessionStorage, 'sent', null); });

// Back on the page: where the stored text and the one on this device differ, both are shown and the person chooses.
const text = (field, value) => {
  const option = field.f.tagName === 'SELECT' ? [...field.f.options].find(one => one.value === value)
    : field.f.type === 'radio' && all('[type=radio]', field.f.form).find(one => one.name === field.f.name && one.value === value);
  if (field.f.type === 'checkbox') return value ? '✓' : '—';
  return (option ? option.text ?? option.labels[0].innerText : value) || '—';
};
const label = field => {
  const rows = all('[data-row]', field.f.closest('[data-rows]') || undefined), at = rows.indexOf(field.f.closest('[data-row]'));
  const words = field.f.type === 'radio' ? field.f.closest('fieldset').querySelector('legend') : field.f.labels[0];
  return (at < 0 ? '' : `№ ${at + 1}, `) + words.innerText.replace(/ \*$/, '');
};
const offer = (form, kept, found) => {
  const box = document.getElementById('kept'), list = box.querySelector('[data-list]'), one = box.querySelector('template').content;
  const newer = revision(form) > kept.revision;
  form.dataset.offer = '';
  box.querySelector('time').textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, {dateStyle: 'short', timeStyle: 'short'});
  all('[data-newer]', box).forEach(line => line.hidden = !newer);
  found.forEach((field, i) => {
    const row = one.cloneNode(true), [here, there] = all('input', row);
    row.querySelector('legend').textContent = label(field);
    here.name = there.name = 'kept-' + i;
    here.checked = !newer;
    row.querySelector('[data-mine]').textContent = text(field, kept.typed[field.name]);
    row.querySelector('[data-stored]').textContent = text(field, field.get());
    list.append(row);
  });
  box.onsubmit = e => {
    e.preventDefault();
    const chosen = found.filter((_, i) => box.elements['kept-' + i].value === 'mine');
    box.hidden = true;
    list.textContent = '';
    delete form.dataset.offer;
    store(localStorage, slot(form), null);
    fill(chosen, kept.typed);
    focusField(form);
  };
  box.hidden = false;
};
const elsewhere = form => { // what waits on another step of the same application
  const [name, here] = form.dataset.draft.split(' '), start = `draft ${document.body.dataset.user} ${name} `, box = document.getElementById('kept-elsewhere');
  const others = Object.keys(localStorage).filter(key => key.startsWith(start) && key !== start + here).map(key => key.slice(start.length));
  const links = others.flatMap(query => all('.steps a').filter(a => a.getAttribute('href').endsWith(query)).map(a => a.cloneNode(true)));
  if (!box || !links.length) return;
  links.forEach(link => box.lastElementChild.append(' ', link));
  box.hidden = false;
};
const welcome = () => {
  const back = store(sessionStorage, 'back');
  store(sessionStorage, 'back', null);
  for (const form of drafts()) {
    const kept = store(localStorage, slot(form));
    elsewhere(form);
    if (!kept) continue;
    makeRows(form, kept.rows);
    const found = differing(form, kept.typed);
    if (!found.length) store(localStorage, slot(form), null);
    else if (back === slot(form) && kept.revision === revision(form)) fill(found, kept.typed);
    else if (document.getElementById('kept')) offer(form, kept, found);
  }
};
on('DOMContentLoaded', () => setTimeout(welcome)); // after app.js
}
