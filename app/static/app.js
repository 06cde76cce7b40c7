// Nothing here is required: without scripts every page is plain links and forms. drafts.js, score.js and uploads.js build on it.
// Events are named for htmx 2 and htmx 4.
const all = (css, root = document) => [...root.querySelectorAll(css)];
const on = (names, act, capture) => names.split(' ').forEach(name => addEventListener(name, act, capture));
const changed = element => element.dispatchEvent(new Event('change', {bubbles: true}));

// Every field that a person fills in, by a name that outlives added rows: {name, get, set}. Never passwords and files.
const fields = (root = document) => {
  const seen = {}, groups = {};
  return all('input, select, textarea', root)
    .filter(f => f.name && f.closest('main') && !f.closest('[data-kept]') && !/^(password|hidden|file|submit|button)$/.test(f.type))
    .flatMap(f => {
      const row = f.closest('[data-row]'), id = row ? f.name.replace(/\d+/g, '#') : f.name;
      if (f.type === 'radio') {
        if (groups[f.name]) { groups[f.name].push(f); return []; }
        const group = groups[f.name] = [f];
        return [{f, id, get: () => group.find(one => one.checked)?.value || '', set: text => group.forEach(one => one.checked = one.value === text)}];
      }
      return f.type === 'checkbox'
        ? [{f, id: id + '=' + f.value, get: () => f.checked ? 'x' : '', set: text => f.checked = !!text}]
        : [{f, id, get: () => f.value, set: text => { f.value = text; if (f.options && f.value !== text) f.add(new Option('…', text, true, true)); }}];
    })
    .map(field => { seen[field.id] = (seen[field.id] || 0) + 1; field.name = field.id + ' ' + seen[field.id]; return field; });
};
const written = root => ({
  typed: Object.fromEntries(fields(root).map(field => [field.name, field.get()])),
  rows: all('[data-rows]', root).map(box => all('[data-row]', box).length),
});
const makeRows = (root, rows) => all('[data-rows]', root).forEach((box, i) => { for (let n = all('[data-row]', box).length; n < rows[i]; n++) addRow(box); });
const differing = (root, typed) => fields(root).filter(field => field.name in typed && field.get() !== typed[field.name]);
const fill = (found, typed) => { found.forEach(field => field.set(typed[field.name])); found.forEach(field => changed(field.f)); };
// A broken browser store is no reason to stop.
const store = (area, key, value) => {
  try {
    if (value === undefined) return JSON.parse(area.getItem(key));
    value === null ? area.removeItem(key) : area.setItem(key, JSON.stringify(value));
  } catch { return null; }
};

// Typed text outlives a change of language and a refused request: it waits in this tab. Drafts have their own keeper, drafts.js.
const key = 'typed ' + location.pathname;
const keep = () => document.querySelector('[data-draft]') || store(sessionStorage, key, written());
const restore = () => {
  const kept = store(sessionStorage, key);
  store(sessionStorage, key, null);
  if (!kept) return;
  makeRows(document, kept.rows);
  fill(differing(document, kept.typed), kept.typed);
};

// Autosave: data-autosave="#line" stands on the element that has hx-post and a trigger with "change": with a short delay, or the
// line's new words would move a button away from under the finger that leaves the field.
const forms = new Map();
const state = form => forms.get(form) || forms.set(form, {edits: 0, saved: 0, tries: 0}).get(form);
const settle = () => forms.forEach(s => s.saved = s.edits);
const isSaving = () => [...forms.values()].some(s => s.isOut);
const say = (form, word) => {
  const line = document.querySelector(form.dataset.autosave || '#saved');
  if (!line || word === 'saved' && line.dataset.state !== 'saving') return;
  line.dataset.state = word;
  line.querySelector('[data-say]').textContent = line.dataset[word];
  const use = line.querySelector('use'), sign = {saving: 'redo', saved: 'okc', failed: 'off', refused: 'alert'}[word];
  use.setAttribute('href', use.getAttribute('href').replace(/#.*/, '#i-' + sign));
  all('[data-retry]', line).forEach(button => button.hidden = !/failed|refused/.test(word));
};
const paused = () => document.querySelector('#alerts [data-pause]'); // somebody has to decide or to sign in first
const identify = () => all('[data-pause] [name=whose]').forEach(whose => whose.value = document.body.dataset.user || '');
on('htmx:beforeSwap', e => { // one form for signing in is enough; a second would wipe what is typed into the first
  if (e.detail.xhr?.status === 401 && paused() && !e.detail.requestConfig?.elt?.closest('#alerts')) e.detail.shouldSwap = false;
});
const again = form => form.dispatchEvent(new Event('change'));
const retry = () => forms.forEach((s, form) => { if (form.isConnected && s.edits > s.saved) again(form); });
on('input change', e => { // before htmx sends it
  const form = e.target.type !== 'file' && e.target.closest?.('[data-autosave]');
  if (form) state(form).edits++;
}, true);
on('htmx:configRequest', e => { if ('autosave' in e.target.dataset) e.detail.timeout = 20000; }); // a line may die without a word
on('htmx:beforeRequest htmx:before:request', e => {
  const form = e.target, s = form.dataset && 'autosave' in form.dataset && state(form);
  if (s && paused()) { e.preventDefault(); say(form, 'failed'); return; }
  if (form.matches?.('[hx-post]') && !s && !paused()) all('#alerts').forEach(alerts => alerts.textContent = '');
  if (s) { clearTimeout(s.timer); s.sent = s.edits; s.isOut = true; say(form, 'saving'); }
});
on('htmx:afterRequest htmx:finally:request', e => {
  const form = e.target, s = forms.get(form);
  const status = (e.detail.xhr || e.detail.ctx?.response)?.status || 0;
  if (!s) { // nobody tries again by itself what was pressed once
    if (!status && form.matches?.('[hx-post]') && !paused()) all('#alerts').forEach(alerts => alerts.replaceChildren(document.querySelector('#no-line').content.cloneNode(true)));
    return;
  }
  s.isOut = false;
  if (status && status < 400) {
    s.saved = s.sent; s.tries = 0; say(form, 'saved');
    if (!paused()) all('#alerts').forEach(alerts => alerts.textContent = '');
    if (s.saved === s.edits) store(sessionStorage, key, null);
    return;
  }
  keep();
  const later = !status || status >= 500 || status === 429 || status === 401; // a refusal will not change by asking again
  say(form, later ? 'failed' : 'refused');
  if (later) s.timer = setTimeout(() => again(form), Math.min(60, 2 ** ++s.tries) * 1000);
});
on('online signed-in', retry);
on('offline', () => forms.forEach((s, form) => { if (s.edits > s.saved) say(form, 'failed'); }));
document.addEventListener('visibilitychange', () => { if (document.hidden) retry(); }); // a phone may not wake the page again
on('submit', e => {
  if ('signOut' in e.target.dataset) {
    sessionStorage.clear();
    for (const name of Object.keys(localStorage)) if (name.startsWith('draft ')) localStorage.removeItem(name);
  }
  if (!e.defaultPrevented) settle();
});
on('beforeunload', e => forms.forEach((s, form) => { if (form.isConnected && s.edits > s.saved) e.preventDefault(); }));

// Rows that are added and removed here; without script the same buttons ask the server.
const addRow = box => {
  const template = box.querySelector('template'), row = template.content.firstElementChild.cloneNode(true), index = box.dataset.next++;
  for (const element of [row, ...all('*', row)])
    for (const a of element.attributes) if (a.value.includes('__i__')) a.value = a.value.replaceAll('__i__', index);
  template.before(row);
  window.htmx?.process(row);
  countRows(box);
  return row;
};
const countRows = box => box.querySelector('[data-add]').disabled = all('[data-row]', box).length >= +box.dataset.most;
const focusField = root => root?.querySelector('input, select, textarea')?.focus();
on('click', e => {
  const hit = css => e.target.closest?.(css), box = hit('[data-rows]');
  if (hit('[data-print]')) print();
  const copy = hit('[data-copy]');
  if (copy) {
    const field = document.querySelector(copy.dataset.copy);
    field.select();
    navigator.clipboard ? navigator.clipboard.writeText(field.value) : document.execCommand('copy'); // the old way without https
    copy.lastChild.textContent = copy.dataset.copied;
  }
  if (hit('[data-close]')) document.getElementById('alerts').textContent = '';
  if (hit('[data-retry]')) retry();
  if (hit('.lang a')) { keep(); settle(); }
  if (box && hit('[data-add]')) { e.preventDefault(); focusField(addRow(box)); }
  if (box && hit('[data-remove]')) {
    e.preventDefault();
    const row = hit('[data-row]'), near = row.nextElementSibling?.matches('[data-row]') ? row.nextElementSibling : row.previousElementSibling;
    row.remove(); countRows(box); changed(box);
    near ? focusField(near) : box.querySelector('[data-add]').focus();
  }
});

// A sum that follows its parts: data-sum="#output" around inputs with data-part. Tenths, so that 0,1 + 0,2 is 0,3.
on('input change', e => {
  const box = e.target.closest?.('[data-sum]'), output = box && document.querySelector(box.dataset.sum);
  if (!output) return;
  const total = all('input[data-part]', box).reduce((sum, f) => sum + Math.round(10 * f.value.trim().replace(',', '.')) || sum, 0);
  output.textContent = (total / 10).toLocaleString(document.documentElement.lang);
});

// Focus goes to what is new: the summary of errors, or whatever a fragment marks with data-focus.
const seen = new WeakSet();
const look = loading => {
  const fresh = all('#errors, [data-focus]').filter(element => !seen.has(element));
  fresh.forEach(element => seen.add(element));
  fresh.find(element => !loading || element.id === 'errors')?.focus();
};
on('htmx:afterSettle htmx:after:settle', () => { identify(); look(); });
const arrive = () => { // a draft's text that a plain request has carried here is safe
  const sent = store(sessionStorage, 'sent');
  store(sessionStorage, 'sent', null);
  if (sent && !all('form[data-draft]').some(form => sent.endsWith(' ' + form.dataset.draft))) store(localStorage, sent, null);
};
on('DOMContentLoaded', () => setTimeout(() => { arrive(); restore(); look(true); })); // htmx listens by then

// On a phone the sections lie in one row: the one that is open is brought into sight.
all('.nav > [aria-current]').forEach(link => {
  const row = link.parentElement, here = link.getBoundingClientRect(), box = row.getBoundingClientRect();
  row.scrollLeft += here.left - box.left - (box.width - here.width) / 2;
});
