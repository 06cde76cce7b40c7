// Files on their way out; needs app.js.
// Photos get small before they leave, unless this device is told to send them in full; on any failure the original goes.
const isFull = () => store(localStorage, 'full size') === true;
const showSize = () => all('[data-full]').forEach(box => { box.checked = isFull(); box.closest('label').hidden = false; });
on('DOMContentLoaded htmx:afterSettle', showSize);
on('change', e => { if (e.target.matches?.('[data-full]')) { store(localStorage, 'full size', e.target.checked); showSize(); } });
const shrink = async file => {
  if (isFull() || !file.type.startsWith('image/') || file.size < 6e5) return file;
  try {
    const photo = await createImageBitmap(file), scale = Math.min(1, 2000 / Math.max(photo.width, photo.height));
    const canvas = document.createElement('canvas');
    canvas.width = photo.width * scale; canvas.height = photo.height * scale;
    canvas.getContext('2d').drawImage(photo, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', .82));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', {type: 'image/jpeg'}) : file;
  } catch { return file; }
};
on('change', async e => {
  const input = e.target;
  if (input.type !== 'file' || input.dataset.each || !('shrink' in input.dataset) || 'busy' in input.dataset) return;
  e.stopImmediatePropagation();
  input.dataset.busy = '';
  const small = new DataTransfer();
  for (const file of input.files) small.items.add(await shrink(file));
  input.files = small.files;
  changed(input);
  delete input.dataset.busy;
  if (input.later) input.later();
}, true);
on('submit', e => { // a form waits for its photos
  const input = e.target.querySelector('[data-busy]'), button = e.submitter;
  if (input) { e.preventDefault(); e.stopImmediatePropagation(); input.later = () => { delete input.later; e.target.requestSubmit(button); }; }
}, true);
on('htmx:xhr:progress', e => all('progress', e.target).forEach(bar => {
  if (e.detail.lengthComputable) { bar.max = e.detail.total; bar.value = e.detail.loaded; }
}));

// What the server would refuse is said before a byte leaves, in its words.
const refusal = (words, file) => {
  const ending = file.name.includes('.') ? file.name.split('.').pop().toLowerCase() : '', most = ending === 'pdf' ? 1e7 : 2e7;
  if (!words.empty) return '';
  if (!file.size) return words.empty;
  if (/^hei[cf]$/.test(ending)) return words.heic;
  if (ending && !words.endings.split(' ').includes(ending)) return words.kind;
  return file.size <= most ? '' : ending === 'pdf' ? words.largePdf : words.large;
};

// Files that leave one by one. The answer is the row that takes the place of the waiting one. Each carries a key of its own, so
// that a file whose answer was lost is not taken twice; it is sent again by itself once the line is back.
const QUIET = 45000, queue = [];
const waits = job => job.row.isConnected && job.state === 'waiting';
const part = (job, css) => job.row.querySelector(css);
const rest = (job, words, again) => { // again: seconds, or none when asking again would not help
  job.state = 'resting';
  part(job, '[data-answer]').textContent = words;
  part(job, '[data-again]').hidden = again === undefined;
  part(job, 'progress').hidden = again === undefined;
  job.row.toggleAttribute('data-refused', again === undefined);
  if (again) job.timer = setTimeout(() => wake(job), again * 1000);
};
const wake = job => {
  if (job.state !== 'resting') return;
  clearTimeout(job.timer);
  job.state = 'waiting';
  part(job, '[data-again]').hidden = true;
  run();
};
const arrived = (job, html) => {
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  const rows = [...fresh.content.children];
  if (!job.input.multiple) [...job.row.parentElement.children].forEach(old => old.querySelector('[data-cancel]') || old.remove()); // the new one takes its place
  job.row.replaceWith(...rows);
  rows.forEach(element => window.htmx?.process(element));
};
const heard = (job, request) => {
  const said = new DOMParser().parseFromString(request.response, 'text/html').querySelector('b')?.textContent, {status} = request;
  if (status === 401) {
    const alerts = document.getElementById('alerts');
    if (!paused()) { alerts.innerHTML = request.response; window.htmx?.process(alerts); identify(); }
    return rest(job, job.row.dataset.signIn, 0);
  }
  const later = status >= 500 || status === 429;
  rest(job, said || job.row.dataset.failed, later ? Math.min(60, +request.getResponseHeader('Retry-After') || 5) : undefined);
};
const send = job => new Promise(done => {
  const request = job.request = new XMLHttpRequest(), body = new FormData();
  let watch;
  const alive = () => { clearTimeout(watch); watch = setTimeout(() => request.abort(), QUIET); }; // a line may die without a word
  const broken = () => { if (job.row.isConnected) rest(job, job.row.dataset.failed, Math.min(30, 2 ** ++job.tries)); };
  job.state = 'sending';
  body.append(job.input.name, job.file);
  part(job, '[data-answer]').textContent = '';
  part(job, 'progress').hidden = false;
  request.upload.onprogress = e => { alive(); part(job, 'progress').max = e.total; part(job, 'progress').value = e.loaded; };
  request.onerror = request.onabort = broken;
  request.onload = () => { job.tries = 0; request.status < 400 ? arrived(job, request.response) : heard(job, request); };
  request.onloadend = () => { clearTimeout(watch); done(); };
  request.open('POST', job.input.dataset.each);
  request.setRequestHeader('HX-Request', 'true');
  request.setRequestHeader('Upload-Key', job.key);
  alive();
  request.send(body);
});
const run = async () => {
  if (run.busy) return;
  run.busy = true;
  for (let job; (job = queue.find(waits));) {
    if ('shrink' in job.input.dataset && !job.ready) job.file = await shrink(job.file);
    job.ready = true;
    const words = refusal(job.words, job.file);
    words ? rest(job, words) : await send(job);
  }
  run.busy = false;
};
const line = (input, file) => {
  const drop = input.closest('.drop'), row = drop.querySelector('template').content.firstElementChild.cloneNode(true);
  const job = {input, file, row, words: drop.dataset, state: 'waiting', tries: 0, key: Date.now().toString(36) + Math.random().toString(36).slice(2)};
  row.querySelector('[data-name]').textContent = file.name;
  row.querySelector('[data-again]').onclick = () => wake(job);
  row.querySelector('[data-cancel]').onclick = () => { row.remove(); clearTimeout(job.timer); job.request?.abort(); input.focus(); };
  document.getElementById(input.dataset.list).append(row);
  queue.push(job);
};
on('change', e => {
  const input = e.target;
  if (!input.dataset?.each) return;
  e.stopImmediatePropagation();
  [...input.files].forEach(file => line(input, file));
  input.value = '';
  run();
}, true);
on('online signed-in', () => queue.forEach(wake));
on('beforeunload', e => queue.some(job => job.row.isConnected && !('refused' in job.row.dataset)) && e.preventDefault());
