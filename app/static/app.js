// Nothing here is required: without scripts every page is plain links and forms. score.js and uploads.js build on it.
// Events are named for htmx 2 and htmx 4.
const all = (css, root = document) => [...root.querySelectorAll(css)];
const on = (names, act, capture) => names.split(' ').forEach(name => addEventListener(name, act, capture));
const changed = element => element.dispatchEvent(new Event('change', {bubbles: true}));

// Typed text outlives a change of language, a lost session and a broken line: it waits in this tab.
const key = 'typed ' + location.pathname;
const fields = () => {
  const seen = {};
  return all('main :is(input, select, textarea)')
    .filter(f => f.name && !/^(password|hidden|file|submit|button)$/.test(f.type))
    .map(f => {
      let id = f.closest('[data-row]') ? f.name.replace(/\d+/g, '#') : f.name;
      if (/radio|checkbox/.test(f.type)) id += '=' + f.value;
      seen[id] = (seen[id] || 0) + 1;
      return [id + ' ' + seen[id], f];
    });
};
const tick = field => /radio|checkbox/.test(field.type) ? 'checked' : 'value';
const keep = () => {
  const typed = Object.fromEntries(fields().map(([id, f]) => [id, f[tick(f)]]));
  const rows = all('[data-rows]').map(box => all('[data-row]', box).length);
  try { sessionStorage.setItem(key, JSON.stringify({typed, rows})); } catch { /* full or forbidden: the page itself still has it */ }
};
const restore = () => {
  const kept = JSON.parse(sessionStorage.getItem(key) || 'null');
  sessionStorage.removeItem(key);
  if (!kept) return;
  all('[data-rows]').forEach((box, i) => { for (let n = all('[data-row]', box).length; n < kept.rows[i]; n++) addRow(box); });
  for (const [id, f] of fields())
    if (id in kept.typed && f[tick(f)] !== kept.typed[id]) { f[tick(f)] = kept.typed[id]; changed(f); }
};

// Autosave: data-autosave="#line" stands on the element that has hx-post and a trigger with "change".
const forms = new Map();
const state = form => forms.get(form) || forms.set(form, {edits: 0, saved: 0, tries: 0}).get(form);
const settle = () => forms.forEach(s => s.saved = s.edits);
const say = (form, word) => {
  const line = document.querySelector(form.dataset.autosave || '#saved');
  if (!line || word === 'saved' && line.dataset.state !== 'saving') return;
  line.dataset.state = word;
  line.querySelector('[data-say]').textContent = line.dataset[word];
  const use = line.querySelector('use'), sign = {saving: 'redo', saved: 'okc', failed: 'off', refused: 'alert'}[word];
  use.setAttribute('href', use.getAttribute('href').replace(/#.*/, '#i-' + sign));
  all('[data-retry]', line).forEach(button => button.hidden = !/failed|refused/.test(word));
};
const again = form => form.dispatchEvent(new Event('change'));
const retry = () => forms.forEach((s, form) => { if (form.isConnected && s.edits > s.saved) again(form); });
on('input change', e => { const form = e.target.closest?.('[data-autosave]'); if (form) state(form).edits++; });
on('htmx:beforeRequest htmx:before:request', e => {
  if (e.target.matches?.('[hx-post]')) all('#alerts').forEach(alerts => alerts.textContent = '');
  const form = e.target, s = form.dataset && 'autosave' in form.dataset && state(form);
  if (s) { clearTimeout(s.timer); s.sent = s.edits; say(form, 'saving'); }
});
on('htmx:afterRequest htmx:finally:request', e => {
  const form = e.target, s = forms.get(form);
  if (!s) return;
  const status = (e.detail.xhr || e.detail.ctx?.response)?.status || 0;
  if (status && status < 400) {
    s.saved = s.sent; s.tries = 0; say(form, 'saved');
    if (s.saved === s.edits) sessionStorage.removeItem(key);
    return;
  }
  keep();
  const later = !status || status >= 500 || status === 429; // a refusal will not change by asking again
  say(form, later ? 'failed' : 'refused');
  if (later) s.timer = setTimeout(() => again(form), Math.min(60, 2 ** ++s.tries) * 1000);
});
on('online', retry);
on('submit', e => { if ('signOut' in e.target.dataset) sessionStorage.clear(); if (!e.defaultPrevented) settle(); });
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

// Focus goes to what is new: the summary of errors, or whatever a fragment marks with data-focus.
const seen = new WeakSet();
const look = loading => {
  const fresh = all('#errors, [data-focus]').filter(element => !seen.has(element));
  fresh.forEach(element => seen.add(element));
  fresh.find(element => !loading || element.id === 'errors')?.focus();
};
on('htmx:afterSettle htmx:after:settle', () => look());
on('DOMContentLoaded', () => setTimeout(() => { restore(); look(true); })); // htmx listens by then
