// The picture of the event nearest to a moment of the timeline.
import { call } from './api.js';
import { pictureOf } from './event.js';
import { known } from './history-list.js';
import { clock, t } from './text.js';

const KNOWN = 60;
const box = document.getElementById('timeline-peek');
const picture = document.getElementById('timeline-picture');
const words = document.getElementById('timeline-words');
const asked = new Map();
let wanted = null;
let waiting;

/** An event's data, of the list or of the server. */
export function eventOf(id) {
  const listed = known(id);
  if (listed) return Promise.resolve(listed);
  if (!asked.has(id)) {
    asked.set(id, call('GET', `/events/${id}`));
    asked.get(id).catch(() => asked.delete(id));
    if (asked.size > KNOWN) asked.delete(asked.keys().next().value);
  }
  return asked.get(id);
}

async function load(id) {
  try {
    const found = pictureOf(await eventOf(id));
    if (wanted !== id) return;
    picture.hidden = !found;
    if (found) picture.src = found.href;
  } catch {
    picture.hidden = true;
  }
}

/** Shows a moment at `x` of `width`, and the event there. */
export function peek(moment, near, camera, x, width) {
  box.hidden = false;
  words.textContent = near ? `${clock(moment)} · ${camera} · ${t(`kind_${near.kind}`)}` : clock(moment);
  const half = box.offsetWidth / 2;
  box.style.left = `${Math.min(Math.max(x, half), width - half)}px`;
  if (wanted === (near?.event ?? null)) return;
  wanted = near?.event ?? null;
  picture.hidden = true;
  clearTimeout(waiting);
  if (near) waiting = setTimeout(load, 60, near.event);
}

export function unpeek() {
  clearTimeout(waiting);
  wanted = null;
  box.hidden = true;
}
