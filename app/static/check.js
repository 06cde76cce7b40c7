// Checks the code behind a paper's QR in the browser: what stands after # is never sent to us unless somebody asks.
const paper = document.getElementById('paper'), verdict = document.getElementById('verdict');
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));
const base64 = data => btoa(String.fromCharCode(...data)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
const VERSION = '1';

// Raw deflate with a dictionary: the dictionary goes ahead as a stored block and is cut off again.
const unpacked = async (packed, known) => {
  const words = Uint8Array.from(known.words, sign => letter(sign, known.alphabet));
  const head = [0, words.length & 255, words.length >> 8, ~words.length & 255, (~words.length >> 8) & 255];
  const stream = new Blob([Uint8Array.from(head), words, packed]).stream();
  const whole = await new Response(stream.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
  return new Uint8Array(whole).slice(words.length);
};
const letter = (sign, alphabet) => sign < '\u0080' ? sign.charCodeAt(0) : 128 + alphabet.indexOf(sign);

// "true"; "other": signed by us, though our register says otherwise; "false"; "unknown" where the browser cannot tell.
const judged = async (packed, signature) => {
  let known, content, said, signed;
  try {
    known = await (await fetch(paper.dataset.keys)).json();
    if (typeof DecompressionStream === 'undefined') return ['unknown'];
  } catch { return ['unknown']; }
  try {
    if (!packed.startsWith(VERSION)) return ['false'];
    content = await unpacked(bytes(packed.slice(1)), known);
    said = JSON.parse(Array.from(content, code => code < 128 ? String.fromCharCode(code) : known.alphabet[code - 128]).join(''));
    signed = bytes(signature);
  } catch { return ['false']; }
  const key = known.keys.find(key => key.kid === said.k);
  if (!key || (key.valid_until && !(said.day <= key.valid_until))) return ['false'];
  try {
    const ours = await crypto.subtle.importKey('raw', bytes(key.public_key), 'Ed25519', false, ['verify']);
    const message = new TextEncoder().encode(`${paper.dataset.number}#${packed}`);
    if (!await crypto.subtle.verify('Ed25519', ours, signed, message)) return ['false'];
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content)).slice(0, 12);
    return [paper.dataset.said.split(' ').includes(base64(digest)) ? 'true' : 'other', said];
  } catch { return ['unknown']; }
};

const lines = (name, value) => {
  if (name === 'amount') return [`${String(value).replace(/\B(?=(\d{3})+$)/g, '\u00a0')}\u00a0₸`];
  if (name === 'day') return [value.split('-').reverse().join('.')];
  const all = [value].flat();
  return all.map(one => one.name === undefined ? String(one) : `${[one.name].flat().join(' / ')} — ${[one.position].flat().join(' / ')}`);
};

const tell = said => {
  for (const cell of paper.querySelectorAll('[data-field]')) {
    const value = said[cell.dataset.field];
    cell.hidden = value === undefined || value === '';
    if (cell.tagName !== 'DD' || cell.hidden) continue;
    cell.replaceChildren(...lines(cell.dataset.field, value).flatMap((line, at) => at ? [document.createElement('br'), line] : [line]));
  }
};

const check = async () => {
  const code = location.hash.slice(1), [packed, signature = ''] = code.split('.');
  if (packed.length < 20) return; // a place on the page, not a code
  // Without keys the number is being guessed: nothing is known here of what was issued, the site has to read the code.
  const [found, said] = paper.dataset.keys ? await judged(packed, signature) : ['unknown'];
  for (const one of paper.querySelectorAll('[data-code]')) one.hidden = one.dataset.code !== found;
  for (const one of paper.querySelectorAll('[data-signed]')) one.hidden = !said;
  if (said) tell(said);
  if (found === 'unknown') paper.querySelector('form[data-code] [name=code]').value = code;
  if (found !== 'false') return;
  document.title = verdict.textContent = verdict.dataset.false;
  verdict.parentElement.className = 'seal bad';
  verdict.nextElementSibling.hidden = true;
  const use = paper.querySelector('.seal use');
  use.setAttribute('href', use.getAttribute('href').replace(/#.*/, '#i-alert'));
};
addEventListener('hashchange', () => location.reload());
check();
