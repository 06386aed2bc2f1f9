// The live page from the keyboard. Keys of one character can be switched off, for those whom they hinder.
const OFF = 'vigia-live-keys-off';
const dialog = document.getElementById('keys');
const choice = document.getElementById('keys-on');

const typing = (e) => e.ctrlKey || e.altKey || e.metaKey
  || e.target.closest('input, textarea, select, [contenteditable]') || document.querySelector('dialog:modal');

/** actions: by key, as KeyboardEvent.key has it; digits are one, called with the number. */
export function listenToKeys(actions) {
  const show = () => choice.setAttribute('aria-pressed', String(localStorage.getItem(OFF) !== 'true'));
  choice.addEventListener('click', () => {
    localStorage.setItem(OFF, String(localStorage.getItem(OFF) !== 'true'));
    show();
  });
  show();
  document.getElementById('keys-open').addEventListener('click', () => dialog.showModal());
  document.addEventListener('keydown', (e) => {
    if (typing(e)) return;
    const one = e.key.length === 1;
    if (one && localStorage.getItem(OFF) === 'true') return;
    const key = one ? e.key.toLowerCase() : e.key;
    const act = /^[1-9]$/.test(key) ? () => actions.digit(Number(key)) : { ...actions, '?': () => dialog.showModal() }[key];
    if (!act) return;
    e.preventDefault();
    act();
  });
}
