// The quick round: a digit answers while one of the answers has the focus (WCAG 2.1.4); arrows go from one to the other.
document.addEventListener('keydown', e => {
  const form = e.target.closest?.('[data-glance]');
  if (!form || e.ctrlKey || e.metaKey || e.altKey) return;
  const buttons = [...form.querySelectorAll('button:not(:disabled)')], at = buttons.indexOf(e.target);
  const answer = buttons.find(button => button.value === e.key);
  const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[e.key];
  if (answer && !e.repeat) { e.preventDefault(); answer.click(); }
  else if (step && at >= 0) { e.preventDefault(); buttons[(at + step + buttons.length) % buttons.length].focus(); }
});
