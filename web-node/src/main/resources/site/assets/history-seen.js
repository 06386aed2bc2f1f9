// What this account has not seen yet: how much, and how it comes to be seen.
import { call } from './api.js';
import { complain } from './failure.js';
import { toast } from './frame.js';
import { all, known } from './history-list.js';
import { count, t } from './text.js';

const MANY = 1000;
const box = document.getElementById('unseen-count');
const button = document.getElementById('all-seen');
const title = document.title;
let newest = 0;
let waiting;

async function refresh() {
  try {
    const { unseen } = await call('GET', '/seen');
    box.textContent = unseen >= MANY ? `${MANY}+` : unseen;
    box.hidden = unseen === 0;
    button.hidden = unseen === 0;
    button.title = count('count_unseen', unseen);
    document.title = unseen === 0 ? title : `(${box.textContent}) ${title}`;
  } catch (refusal) {
    if (refusal.status !== undefined) await complain(refusal);
  }
}

/** Counts anew before long. */
export function recountSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 250);
}

/** To be told of each event: all seen means all that were known here. */
export function noteArrival({ arrival }) {
  newest = Math.max(newest, arrival);
}

const newestKnown = () => Math.max(newest, ...all().map((card) => card.event.arrival));

export async function see(event) {
  if (event.seen !== false) return;
  event.seen = true;
  try {
    await call('POST', `/events/${event.id}/seen`);
    if (known(event.id)) all().find((card) => card.event.id === event.id).see(true);
    recountSoon();
  } catch (refusal) {
    await complain(refusal);
  }
}

button.addEventListener('click', async () => {
  button.disabled = true;
  try {
    const upTo = newestKnown();
    await call('POST', '/seen', { upTo });
    all().filter((card) => card.event.arrival <= upTo).forEach((card) => card.see(true));
    toast(t('all_seen_done'));
    await refresh();
  } catch (refusal) {
    await complain(refusal);
  } finally {
    button.disabled = false;
  }
});
