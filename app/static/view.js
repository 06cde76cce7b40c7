// The picture that is judged: zoom, move, turn, change, in place; needs app.js. Without it the same buttons are links.
{
const view = document.querySelector('.view:has([data-frame])'), frame = view?.querySelector('[data-frame]'), image = frame?.querySelector('img');
let zoom = 1, x = 0, y = 0, turn = 0;
const MOST = 8, STEP = 1.5;
const between = (low, value, high) => Math.min(high, Math.max(low, value));
// How much a picture that lies on its side shrinks so that it fits again.
const fit = () => turn % 2 ? Math.min(frame.clientWidth / image.offsetHeight, frame.clientHeight / image.offsetWidth) : 1;
const show = () => {
  const scale = zoom * fit(), [width, height] = turn % 2 ? [image.offsetHeight, image.offsetWidth] : [image.offsetWidth, image.offsetHeight];
  const room = (size, whole) => Math.max(0, (size * scale - whole) / 2);
  x = between(-room(width, frame.clientWidth), x, room(width, frame.clientWidth));
  y = between(-room(height, frame.clientHeight), y, room(height, frame.clientHeight));
  image.style.transform = `translate(${x}px, ${y}px) rotate(${90 * turn}deg) scale(${scale})`;
  frame.toggleAttribute('data-moves', zoom > 1);
  frame.dataset.shown = `${zoom.toFixed(2)} ${turn}`;
};
const zoomTo = (wanted, px = 0, py = 0) => { // the place under px, py (from the middle) stays where it is
  const before = zoom;
  zoom = between(1, wanted, MOST);
  x = px - (px - x) * zoom / before;
  y = py - (py - y) * zoom / before;
  show();
};
const rest = () => { zoom = 1; x = y = 0; show(); };
const turnBy = quarters => { turn = (turn + quarters + 4) % 4; rest(); };
const place = e => { const box = frame.getBoundingClientRect(); return [e.clientX - box.left - box.width / 2, e.clientY - box.top - box.height / 2]; };
const act = {in: () => zoomTo(zoom * STEP), out: () => zoomTo(zoom / STEP), fit: () => { turn = 0; rest(); }};

if (image) {
  all('[data-zoom]', view).forEach(button => button.hidden = false);
  on('click', e => {
    const hit = css => view.contains(e.target) && e.target.closest(css), button = hit('[data-zoom]'), turned = hit('[data-turn]'), other = hit('[data-picture]');
    if (button || turned || other) e.preventDefault();
    if (button) act[button.dataset.zoom]();
    if (turned) turnBy(+turned.dataset.turn);
    if (other) {
      all('[data-picture]', view).forEach(one => one === other ? one.setAttribute('aria-current', 'true') : one.removeAttribute('aria-current'));
      Object.assign(image, {src: other.dataset.picture, width: other.dataset.width, height: other.dataset.height, alt: other.dataset.alt});
      act.fit();
    }
  });
  on('resize', show);
  image.addEventListener('load', show);
  frame.addEventListener('wheel', e => { e.preventDefault(); zoomTo(zoom * Math.exp(-e.deltaY / (e.ctrlKey ? 100 : 400)), ...place(e)); }, {passive: false});
  frame.addEventListener('dblclick', e => zoom > 1 ? rest() : zoomTo(2.5, ...place(e)));

  // One finger or the mouse moves an enlarged picture, two fingers enlarge it.
  const fingers = new Map();
  const spread = () => { const [a, b] = [...fingers.values()]; return {far: Math.hypot(a[0] - b[0], a[1] - b[1]) || 1, x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2}; };
  frame.addEventListener('pointerdown', e => { fingers.set(e.pointerId, place(e)); if (zoom > 1 || fingers.size > 1) frame.setPointerCapture(e.pointerId); });
  frame.addEventListener('pointermove', e => {
    if (!fingers.has(e.pointerId)) return;
    const before = fingers.size === 2 ? spread() : null, [fx, fy] = fingers.get(e.pointerId), [nx, ny] = place(e);
    fingers.set(e.pointerId, [nx, ny]);
    if (before) {
      const now = spread();
      x += now.x - before.x; y += now.y - before.y;
      zoomTo(zoom * now.far / before.far, now.x, now.y);
    } else if (zoom > 1) { x += nx - fx; y += ny - fy; show(); }
  });
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) frame.addEventListener(name, e => fingers.delete(e.pointerId));

  const KEYS = {'+': act.in, '=': act.in, '-': act.out, '0': act.fit, r: () => turnBy(1), R: () => turnBy(-1),
    ArrowLeft: () => { x += 60; show(); }, ArrowRight: () => { x -= 60; show(); }, ArrowUp: () => { y += 60; show(); }, ArrowDown: () => { y -= 60; show(); }};
  const OTHER = {KeyR: 'r', Equal: '+', Minus: '-'}; // by their place where the layout is Cyrillic
  frame.addEventListener('keydown', e => {
    const name = e.key in KEYS ? e.key : OTHER[e.code];
    if (e.ctrlKey || e.altKey || e.metaKey || !name || name.startsWith('Arrow') && zoom === 1) return;
    e.preventDefault();
    KEYS[name]();
  });
  on('keydown', e => {
    if (!e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.code === 'KeyZ') { e.preventDefault(); zoom > 1 ? rest() : zoomTo(2.5); }
    if (e.code === 'KeyR') { e.preventDefault(); turnBy(e.shiftKey ? -1 : 1); }
  });
  on('load', () => { show(); all('[data-ahead]').forEach(one => new Image().src = one.dataset.ahead); }); // the next work is there before it is asked for
}
}
