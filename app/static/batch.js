// A teacher's batch: how many pictures are in, and telling the bar below to count again; needs app.js and uploads.js.
{
const list = document.getElementById('works'), box = document.getElementById('progress');
const done = new Set();
let going = 0;
const show = () => {
  const waiting = all('li.file', list).filter(row => !('refused' in row.dataset)).length, total = done.size + waiting;
  if (waiting > going || waiting) box.hidden = false;
  going = waiting;
  box.querySelector('b').textContent = box.dataset.words.replace('{done}', done.size).replace('{all}', total);
  Object.assign(box.querySelector('progress'), {max: total || 1, value: done.size});
};
if (list && box) new MutationObserver(changes => {
  const rows = changes.flatMap(one => [...one.addedNodes]).filter(node => node.matches?.('.pupil'));
  const fresh = rows.filter(row => changes.some(one => [...one.removedNodes].some(old => old.matches?.('.file'))) && !done.has(row.id));
  fresh.forEach(row => done.add(row.id));
  if (fresh.length) document.body.dispatchEvent(new Event('works'));
  if (going || fresh.length || all('li.file', list).length) show();
}).observe(list, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-refused']});
}
