// What a person may do with the event on show: keep, confirm, delete.
import { call, stillSignedIn } from './api.js';
import { ask, toast } from './frame.js';
import { t } from './text.js';

const button = (word) => document.getElementById(`player-${word}`);
let event = null;

/** Shows the buttons that make sense for an event. */
export function offer(shown) {
  event = shown;
  const is = (mark) => shown.marks.includes(mark);
  button('keep').hidden = is('kept') || is('deleted');
  button('release').hidden = !is('kept');
  button('confirm').hidden = !is('unconfirmed');
  button('delete').hidden = is('kept') || is('deleted');
}

async function order(method, path, pressed) {
  pressed.disabled = true;
  try {
    await call(method, `/events/${event.id}${path}`);
    toast(t('done'));
  } catch (refusal) {
    if (refusal.status === 401) await stillSignedIn();
    else toast(t(refusal.status === undefined ? 'unreachable' : 'failed', refusal.message), 'bad');
  } finally {
    pressed.disabled = false;
  }
}

for (const word of ['keep', 'release', 'confirm']) {
  button(word).addEventListener('click', () => order('POST', `/${word}`, button(word)));
}
button('delete').addEventListener('click', async () => {
  if (await ask('delete')) order('DELETE', '', button('delete'));
});
