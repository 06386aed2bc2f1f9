// What a person may do with an event: keep it, note something, confirm it, delete it and take that back.
import { call } from './api.js';
import { complain } from './failure.js';
import { toast } from './frame.js';
import { may } from './rights.js';
import { t } from './text.js';

const button = (word) => document.getElementById(`player-${word}`);
const form = document.getElementById('note');
const text = document.getElementById('note-text');
const said = document.getElementById('note-said');
let event = null;
let changed = () => {};
let left = () => {};

const is = (of, mark) => of.marks.includes(mark);
const isGone = (of) => is(of, 'deleted') || is(of, 'binned');
export const isDeletable = (of) => may('delete') && !is(of, 'kept') && !isGone(of);

function closeNote(focus) {
  form.hidden = true;
  if (focus) button('note').focus();
}

/** Shows the buttons that make sense for an event. */
export function offer(shown) {
  if (event?.id !== shown.id) closeNote(false);
  event = shown;
  const marks = may('mark') && !isGone(shown);
  button('keep').hidden = !marks || is(shown, 'kept');
  button('release').hidden = !marks || !is(shown, 'kept');
  button('confirm').hidden = !marks || !is(shown, 'unconfirmed');
  button('note').hidden = !may('mark');
  button('delete').hidden = !isDeletable(shown);
  button('restore').hidden = !may('delete') || !is(shown, 'binned') || is(shown, 'deleted');
  said.hidden = !shown.note;
  said.textContent = shown.note ?? '';
}

// News tell of it as well, where the line stands.
async function order(of, method, path, body) {
  try {
    await call(method, `/events/${of.id}${path}`, body);
    changed(await call('GET', `/events/${of.id}`));
    return true;
  } catch (refusal) {
    await complain(refusal);
    return false;
  }
}

async function press(word, work) {
  button(word).disabled = true;
  try {
    await work();
  } finally {
    button(word).disabled = false;
  }
}

async function restore(of) {
  if (await order(of, 'POST', '/restore')) toast(t('bin_restored'));
}

/** Puts an event into the bin, and offers to take it out again. */
export async function remove(of) {
  if (!isDeletable(of)) return;
  left(of);
  if (await order(of, 'DELETE', '')) {
    toast(t('bin_done'), 'good', { label: t('bin_undo'), run: () => restore(of) });
  }
}

/** Keeps an event, or keeps it no longer. */
export async function star(of) {
  if (!may('mark') || isGone(of)) return;
  const kept = is(of, 'kept');
  if (await order(of, 'POST', kept ? '/release' : '/keep')) toast(t(kept ? 'keep_undone' : 'keep_done'));
}

export function editNote() {
  if (button('note').hidden) return;
  text.value = event.note ?? '';
  form.hidden = false;
  text.focus();
}

button('keep').addEventListener('click', () => press('keep', () => star(event)));
button('release').addEventListener('click', () => press('release', () => star(event)));
button('confirm').addEventListener('click', () => press('confirm', async () => {
  if (await order(event, 'POST', '/confirm')) toast(t('done'));
}));
button('delete').addEventListener('click', () => press('delete', () => remove(event)));
button('restore').addEventListener('click', () => press('restore', () => restore(event)));
button('note').addEventListener('click', editNote);
form.addEventListener('submit', async (e) => {
  e.preventDefault();
  if (await order(event, 'POST', '/note', { text: text.value })) {
    toast(t('note_done'));
    closeNote(true);
  }
});
document.getElementById('note-cancel').addEventListener('click', () => closeNote(true));
form.addEventListener('keydown', (e) => {
  if (e.key === 'Escape') {
    // Only the note is given up, not the player.
    e.preventDefault();
    e.stopPropagation();
    closeNote(true);
  } else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
    form.requestSubmit();
  }
});

/** whenChanged is called with an event as it has become, whenLeft with one that is about to go. */
export function start(whenChanged, whenLeft) {
  changed = whenChanged;
  left = whenLeft;
}
