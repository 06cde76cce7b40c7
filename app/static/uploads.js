// Files on their way out; needs app.js.
// Photos get small before they leave; on any failure the original goes.
const shrink = async file => {
  if (!file.type.startsWith('image/') || file.size < 6e5) return file;
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

// Files that leave one by one. The answer is the row that takes the place of the waiting one.
const send = (input, file, row) => new Promise(done => {
  const find = css => row.querySelector(css), request = new XMLHttpRequest(), body = new FormData();
  const failed = words => { find('[data-answer]').innerHTML = words; find('[data-again]').hidden = false; done(); };
  body.append(input.name, file);
  find('[data-answer]').textContent = '';
  find('[data-again]').hidden = true;
  find('[data-again]').onclick = () => send(input, file, row);
  find('[data-cancel]').onclick = () => { request.abort(); row.remove(); input.focus(); done(); };
  request.upload.onprogress = e => { find('progress').max = e.total; find('progress').value = e.loaded; };
  request.onerror = () => failed(row.dataset.failed);
  request.onload = () => {
    if (request.status >= 400) return failed(request.response || row.dataset.failed);
    const fresh = document.createElement('template');
    fresh.innerHTML = request.response;
    const rows = [...fresh.content.children];
    if (!input.multiple) [...row.parentElement.children].forEach(old => old.querySelector('[data-cancel]') || old.remove()); // the new one takes its place
    row.replaceWith(...rows);
    rows.forEach(element => window.htmx?.process(element));
    done();
  };
  request.open('POST', input.dataset.each);
  request.setRequestHeader('HX-Request', 'true');
  request.send(body);
});
on('change', async e => {
  const input = e.target;
  if (!input.dataset?.each) return;
  e.stopImmediatePropagation();
  const waiting = [...input.files].map(file => {
    const row = input.closest('.drop').querySelector('template').content.firstElementChild.cloneNode(true);
    row.querySelector('[data-name]').textContent = file.name;
    document.getElementById(input.dataset.list).append(row);
    return [file, row];
  });
  input.value = '';
  for (const [file, row] of waiting)
    if (row.isConnected) await send(input, 'shrink' in input.dataset ? await shrink(file) : file, row);
}, true);
on('online', () => all('[data-again]:not([hidden])').forEach(button => button.click()));
on('beforeunload', e => all('[data-cancel]').length && e.preventDefault());
