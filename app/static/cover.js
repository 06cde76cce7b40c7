// Rectangles over a picture, drawn by pointer; they are written into the numbers below, which the form sends. Needs app.js.
all('form[data-cover]').forEach(form => {
  const paper = form.querySelector('[data-paper]'), box = form.querySelector('[data-areas]'), image = paper.querySelector('img');
  const rows = () => all('[data-area]', box), inputs = row => all('input', row), tenth = value => Math.round(10 * value) / 10;
  const values = row => inputs(row).map(input => parseFloat(input.value.replace(',', '.')) || 0);
  const blank = () => {
    const found = rows().find(row => inputs(row).every(input => !input.value));
    if (found) return found;
    const template = box.querySelector('template'), row = template.content.firstElementChild.cloneNode(true), i = +box.dataset.areas + rows().length;
    inputs(row).forEach(input => input.name = input.name.replace('__i__', i));
    template.before(row);
    return row;
  };
  const write = (row, numbers) => { inputs(row).forEach((input, i) => input.value = numbers ? tenth(numbers[i]) : ''); show(); };
  const show = () => {
    all('i', paper).forEach(one => one.remove());
    rows().filter(row => values(row)[2] && values(row)[3]).forEach(row => {
      const place = document.createElement('i');
      ['left', 'top', 'width', 'height'].forEach((side, i) => place.style[side] = values(row)[i] + '%');
      place.row = row;
      paper.append(place);
    });
  };
  const at = e => {
    const frame = paper.getBoundingClientRect(), within = value => Math.min(100, Math.max(0, value));
    return [within(100 * (e.clientX - frame.left) / frame.width), within(100 * (e.clientY - frame.top) / frame.height)];
  };
  let begun, row;
  paper.addEventListener('pointerdown', e => {
    if (e.target.row) { write(e.target.row); return; }
    begun = at(e);
    row = blank();
    paper.setPointerCapture(e.pointerId);
  });
  paper.addEventListener('pointermove', e => {
    if (!begun) return;
    const [x, y] = at(e);
    write(row, [Math.min(x, begun[0]), Math.min(y, begun[1]), Math.abs(x - begun[0]), Math.abs(y - begun[1])]);
  });
  paper.addEventListener('pointerup', () => {
    if (begun && Math.min(...values(row).slice(2)) < 1) write(row); // a press is no rectangle
    begun = undefined;
  });
  form.addEventListener('input', show);
  image.src = image.dataset.bare;
  form.querySelector('[data-drawing]').hidden = false;
  show();
});
