// A teacher's batch: how many pictures are in, and telling the bar below to count again; needs app.js and uploads.js.
{
const list = document.getElementById('works'), box = document.getElementById('progress');
const done = new Set();
const show = () => {
  const files = all('li.file', list), refused = files.filter(row => 'refused' in row.dataset), err = box.querySelector('.err');
  const total = done.size + files.length;
  if (files.length) box.hidden = false;
  box.querySelector('b').textContent = box.dataset.words.replace('{done}', done.size).replace('{all}', total);
  err.hidden = !refused.length;
  if (refused.length) {
    refused[0].id ||= 'refused';
    Object.assign(err.firstChild, {href: '#' + refused[0].id, textContent: box.dataset.wordsRefused.replace('{count}', refused.length)});
  }
  Object.assign(box.querySelector('progress'), {max: total || 1, value: done.size});
};
if (list && box) new MutationObserver(changes => {
  const rows = changes.flatMap(one => [...one.addedNodes]).filter(node => node.matches?.('.pupil'));
  const fresh = rows.filter(row => changes.some(one => [...one.removedNodes].some(old => old.matches?.('.file'))) && !done.has(row.id));
  fresh.forEach(row => done.add(row.id));
  if (fresh.length) document.body.dispatchEvent(new Event('works'));
  if (!box.hidden || fresh.length || all('li.file', list).length) show();
}).observe(list, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-refused']});
}
