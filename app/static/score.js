// The score sheet; needs app.js. Every mark also lies on this device until the server has it: a dead line, an ended sign-in
// or a closed window lose nothing.
{
const score = document.querySelector('form[data-sheet]'), segs = () => all('.seg', score);
const prefix = `draft ${document.body.dataset.user} sheet `, slot = prefix + score?.dataset.sheet;
const next = () => document.querySelector('[data-main]');
const chosen = seg => seg.querySelector('input:checked');

// What is not with the server yet: name → value.
const kept = () => store(localStorage, slot) || {};
const keepOne = field => store(localStorage, slot, {...kept(), [field.name]: field.value});
const forget = names => {
  const left = Object.fromEntries(Object.entries(kept()).filter(([name]) => !names.includes(name)));
  store(localStorage, slot, Object.keys(left).length ? left : null);
};
const post = (address, body) => fetch(address, {method: 'POST', body, headers: {'HX-Request': 'true'}, signal: AbortSignal.timeout?.(20000)});

// Digits act only while a mark has the focus (WCAG 2.1.4); "1", then "0" is ten.
let digits = '', pause;
const digit = (e, mark) => {
  clearTimeout(pause);
  digits = digits === '1' && e.key === '0' ? '10' : e.key;
  pause = setTimeout(() => digits = '', 1500);
  const found = all('input', mark.closest('.seg')).find(input => input.value === digits);
  if (found && !found.disabled) { found.checked = true; found.focus(); changed(found); }
};
const goOn = mark => { // to the next criterion without a mark; when all have one, to the next work
  const list = segs(), at = list.indexOf(mark.closest('.seg'));
  const open = [...list.slice(at + 1), ...list.slice(0, at + 1)].find(seg => !chosen(seg));
  digits = '';
  open ? open.querySelector('input').focus() : score.requestSubmit(next());
};
const help = () => {
  const keys = document.getElementById('keys');
  if (!keys) return;
  keys.open = !keys.open;
  if (keys.open) { keys.querySelector('summary').focus(); keys.scrollIntoView({block: 'nearest'}); }
};
on('keydown', e => {
  const mark = e.target.closest?.('.seg input'), writes = e.target.matches?.('textarea, input:not([type=radio])'), held = e.ctrlKey || e.metaKey;
  if (mark && /^\d$/.test(e.key) && !held && !e.altKey) { e.preventDefault(); digit(e, mark); }
  if (score && e.key === 'Enter' && held && score.contains(e.target)) { e.preventDefault(); score.requestSubmit(next()); }
  else if (score && mark && e.key === 'Enter') { e.preventDefault(); goOn(mark); }
  if (e.key === '?' && !writes && e.target.closest?.('.judge')) { e.preventDefault(); help(); }
  if (e.altKey && !held) {
    const link = {KeyP: '[data-before]', KeyN: '[data-after]'}[e.code];
    if (link) { e.preventDefault(); document.querySelector(link)?.click(); }
  }
});

// The weighted total while marks change; the server counts again.
on('change', e => {
  const shown = e.target.closest?.('.seg') && e.target.form?.querySelector('.total b');
  if (!shown) return;
  const marks = all('.seg input:checked', e.target.form);
  const sum = marks.reduce((total, mark) => total + mark.value * mark.closest('.seg').dataset.weight, 0);
  shown.textContent = new Intl.NumberFormat(document.documentElement.lang, {maximumFractionDigits: 2}).format(sum);
  all('[data-marked]', e.target.form).forEach(count => count.textContent = marks.length);
});

// What an earlier visit has left on this device for other sheets goes to the server as soon as one can reach it.
const bring = async () => {
  for (const key of Object.keys(localStorage).filter(one => one.startsWith(prefix) && one !== slot)) {
    const body = new FormData();
    Object.entries(store(localStorage, key) || {}).forEach(([name, value]) => body.append(name, value));
    try {
      const {status} = await post(`/sheets/${key.slice(prefix.length)}/marks`, body);
      if (status < 400 || status === 403 || status === 404) store(localStorage, key, null);
    } catch { return; }
  }
};
on('online signed-in', bring);
on('DOMContentLoaded', () => setTimeout(bring));

if (score) {
  on('input change', e => { if (e.target.name && score.contains(e.target)) keepOne(e.target); }, true);
  on('htmx:afterRequest', e => {
    const s = forms.get(e.target), status = e.detail.xhr?.status;
    if (s && s.saved === s.edits && status && status < 400) forget(all('input, textarea', e.target).map(field => field.name));
  });

  // «Save and next» leaves only when the server has everything. here, queued: a mark is still on its way and, overtaken, would
  // undo a newer one, leaving: a request is out, waiting: for the line or for a sign-in, plain: the form goes by itself and the
  // server's page says what is wrong.
  let state = 'here', tries = 0, later;
  const signIn = async answer => {
    const alerts = document.getElementById('alerts'), text = await answer.text();
    if (!paused()) { alerts.innerHTML = text; window.htmx?.process(alerts); identify(); }
  };
  const leave = async () => {
    const body = new FormData(score);
    body.append('next', '1');
    clearTimeout(later);
    state = 'leaving';
    say(score, 'saving');
    try {
      const answer = await post(score.action, body), there = answer.headers.get('HX-Redirect');
      if (answer.status >= 500 || answer.status === 429) throw answer;
      if (there) {
        forget(Object.entries(kept()).filter(([name, value]) => body.get(name) === value).map(([name]) => name));
        settle();
        location.assign(there);
      } else if (answer.status === 401) { state = 'waiting'; say(score, 'failed'); signIn(answer); }
      else { state = 'plain'; score.requestSubmit(next()); }
    } catch {
      state = 'waiting';
      say(score, 'failed');
      later = setTimeout(leave, Math.min(30, 2 ** ++tries) * 1000);
    }
  };
  on('submit', e => {
    if (e.target !== score || e.submitter !== next()) return;
    if (state === 'plain') { state = 'here'; return; }
    e.preventDefault();
    if (state === 'here' && isSaving()) state = 'queued';
    else if (state !== 'queued' && state !== 'leaving') leave();
  }, true);
  on('htmx:afterRequest htmx:finally:request', () => state === 'queued' && !isSaving() && leave());
  on('online signed-in', () => state === 'waiting' && leave());
  on('pageshow', e => { if (e.persisted) state = 'here'; });

  const resume = () => {
    for (const [name, value] of Object.entries(kept())) {
      const field = [...score.elements].find(one => one.name === name && (one.type !== 'radio' || one.value === value));
      if (!field || (field.type === 'radio' ? field.checked : field.value === value)) { forget([name]); continue; }
      field.type === 'radio' ? field.checked = true : field.value = value;
      changed(field);
    }
  };
  on('DOMContentLoaded', () => setTimeout(() => { // after app.js
    resume();
    const first = segs().find(seg => !chosen(seg)) || segs()[0];
    if (first && matchMedia('(hover: hover) and (pointer: fine)').matches && !document.querySelector('#errors'))
      (chosen(first) || first.querySelector('input')).focus({preventScroll: true});
  }));
}
}
