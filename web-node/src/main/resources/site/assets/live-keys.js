// The live page from the keyboard.
import { pressed, showKeys } from './keys.js';

const elsewhere = (e) =>
  e.target.closest('input, textarea, select, [contenteditable]') || document.querySelector('dialog:modal');

/** actions: by key; digits are one, called with the number. */
export function listenToKeys(actions) {
  document.addEventListener('keydown', (e) => {
    const key = elsewhere(e) ? null : pressed(e);
    if (!key) return;
    const does = /^[1-9]$/.test(key) ? () => actions.digit(Number(key)) : { ...actions, '?': showKeys }[key];
    if (!does) return;
    e.preventDefault();
    does();
  });
}
