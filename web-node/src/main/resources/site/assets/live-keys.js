// The live page from the keyboard. Keys of one character can be switched off, for those whom they hinder.
const OFF = 'vigia-keys-off';
const help = document.getElementById('keys');
const letters = document.getElementById('keys-letters');

const elsewhere = (e) => e.ctrlKey || e.altKey || e.metaKey
  || e.target.closest('input, textarea, select, [contenteditable]') || document.querySelector('dialog:modal');

/** actions: by key, as KeyboardEvent.key has it; digits are one, called with the number. */
export function listenToKeys(actions) {
  letters.checked = localStorage.getItem(OFF) === null;
  letters.addEventListener('change', () => {
    if (letters.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  });
  document.getElementById('keys-open').addEventListener('click', () => help.showModal());
  help.addEventListener('click', (e) => { if (e.target === help) help.close(); });
  document.addEventListener('keydown', (e) => {
    if (elsewhere(e)) return;
    const one = e.key.length === 1;
    const key = one ? e.key.toLowerCase() : e.key;
    if (one && !letters.checked && key !== '?') return;
    const does = /^[1-9]$/.test(key) ? () => actions.digit(Number(key)) : actions[key];
    if (!does && key !== '?') return;
    e.preventDefault();
    if (does) does();
    else help.showModal();
  });
}
