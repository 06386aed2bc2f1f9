// What every page with keys has: the list behind the question mark, and the choice to have no keys of one
// character, for those whom they hinder (WCAG 2.1.4).
const OFF = 'vigia-keys-off';
const help = document.getElementById('keys');
const letters = document.getElementById('keys-letters');

letters.checked = localStorage.getItem(OFF) === null;
letters.addEventListener('change', () => {
  if (letters.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
});
help.addEventListener('click', (e) => { if (e.target === help) help.close(); });
for (const button of document.querySelectorAll('[data-action=keys]')) button.addEventListener('click', showKeys);

export function showKeys() {
  help.showModal();
}

/** Which key was pressed, as KeyboardEvent.key has it but letters small; null where it is none of the page's. */
export function pressed(e) {
  if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey) return null;
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  const allowed = letters.checked || key.length > 1 || key === ' ' || key === '?';
  return allowed ? key : null;
}
