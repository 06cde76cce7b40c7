// Checks the code behind a paper's QR in the browser: what stands after # is never sent to us.
const paper = document.getElementById('paper'), verdict = document.getElementById('verdict');
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));

// "true", "false", or "unknown" where the browser cannot tell; and whom the code names.
const judged = async (payload, signature) => {
  let said, signed;
  try {
    said = JSON.parse(new TextDecoder().decode(bytes(payload)));
    signed = bytes(signature);
  } catch { return ['false']; }
  try {
    const key = (await (await fetch(paper.dataset.keys)).json()).keys.find(key => key.kid === said.k);
    if (!key) return ['false'];
    const known = await crypto.subtle.importKey('raw', bytes(key.public_key), 'Ed25519', false, ['verify']);
    const message = new TextEncoder().encode(`${paper.dataset.number}#${payload}`);
    const good = await crypto.subtle.verify('Ed25519', known, signed, message) && said.h === paper.dataset.digest;
    return [String(good), said.w];
  } catch { return ['unknown']; }
};

const check = async () => {
  const [payload, signature = ''] = location.hash.slice(1).split('.');
  if (payload.length < 20) return; // a place on the page, not a code
  const [found, name] = await judged(payload, signature);
  paper.querySelectorAll('[data-code]').forEach(one => { one.hidden = one.dataset.code !== found; });
  paper.querySelectorAll('[data-signed]').forEach(one => { one.hidden = found !== 'true'; });
  paper.querySelector('dd[data-signed] b').textContent = found === 'true' ? name : '';
  if (found !== 'false') return;
  document.title = verdict.textContent = verdict.dataset.false;
  verdict.parentElement.className = 'seal bad';
  verdict.nextElementSibling.hidden = true;
  const use = paper.querySelector('.seal use');
  use.setAttribute('href', use.getAttribute('href').replace(/#.*/, '#i-alert'));
};
addEventListener('hashchange', () => location.reload());
check();
