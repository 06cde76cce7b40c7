// The score sheet; needs app.js.
// Scores. Digits act only while a score has the focus (WCAG 2.1.4); "1", then "0" is ten.
let digits = '', pause;
on('keydown', e => {
  const score = e.target.closest?.('.seg input'), form = e.target.form;
  if (score && /^\d$/.test(e.key) && !e.ctrlKey && !e.altKey && !e.metaKey) {
    clearTimeout(pause);
    digits = digits === '1' && e.key === '0' ? '10' : e.key;
    pause = setTimeout(() => digits = '', 700);
    const mark = all('input', score.closest('.seg')).find(input => input.value === digits);
    if (mark && !mark.disabled) { mark.checked = true; mark.focus(); changed(mark); e.preventDefault(); }
  }
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && form)
    form.requestSubmit([...form.elements].find(button => 'main' in button.dataset));
  if (e.altKey && e.code === 'KeyZ') document.querySelector('[data-zoom]')?.click();
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
on('click', e => {
  const zoom = e.target.closest?.('[data-zoom]');
  if (zoom) { e.preventDefault(); zoom.closest('.view').classList.toggle('zoom'); }
});
