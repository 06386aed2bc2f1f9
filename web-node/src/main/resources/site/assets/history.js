// Captures by day, newest first; new ones appear and grow by themselves.
import { call, stillSignedIn } from './api.js';
import { element, icon, toast } from './frame.js';
import { showLoss } from './losses.js';
import { listen } from './news.js';
import { filmLength, filmOf, pictureOf, play, refresh } from './player.js';
import { clock, count, dayName, dayOf, length, t } from './text.js';

const PAGE = 48;
const days = document.getElementById('days');
const more = document.getElementById('more');
const empty = document.getElementById('empty');
const cards = new Map();
const revoked = new Set();
let next = null;
let loaded = false;

// Where the camera's clock was not set, its own time would put the event in a year of fantasy.
function when(event) {
  const started = new Date(event.started);
  return event.timeCertain && !Number.isNaN(started.getTime()) ? started : new Date(event.arrived);
}

function whose({ camera }) {
  return revoked.has(camera) ? t('revoked', camera) : camera;
}

function showCamera(camera) {
  showLoss(camera);
  if (revoked.has(camera.id) === Boolean(camera.revoked)) return;
  if (camera.revoked) revoked.add(camera.id);
  else revoked.delete(camera.id);
  for (const { card, event } of cards.values()) {
    if (event.camera === camera.id) fill(card, event);
  }
}

function thumbnail(event) {
  const frame = element('span', { className: 'thumb' });
  const picture = pictureOf(event);
  if (picture) {
    frame.append(element('img', { src: picture.href, alt: '', loading: 'lazy', decoding: 'async' }));
  } else if (filmOf(event)) {
    frame.append(element('span', { className: 'nothing', title: t('film_only') }, icon('film')));
  } else {
    frame.append(element('span', { className: 'nothing', textContent: t('no_picture') }));
  }
  if (filmOf(event)) frame.append(element('span', { className: 'play' }, icon('play')));
  if (filmLength(event)) {
    frame.append(element('span', { className: 'length', textContent: length(filmLength(event)) }));
  }
  return frame;
}

function fill(card, event) {
  const time = `${event.timeCertain ? '' : '≈ '}${clock(when(event))}`;
  const about = element('span', { className: 'about' },
    element('time', { textContent: time, dateTime: when(event).toISOString() }),
    element('span', { className: 'where', textContent: whose(event) }),
    element('span', { className: 'kind', data: { kind: event.kind } },
      icon(event.kind), t(`kind_${event.kind}`)));
  const coming = event.stage !== 'whole'
    && !event.marks.some((mark) => ['lost', 'incomplete', 'deleted'].includes(mark));
  if (coming) {
    about.append(element('span', { className: 'badge stage', data: { state: event.stage } },
      element('span', { className: 'dot' }), t(`stage_${event.stage}`)));
  }
  for (const mark of event.marks) {
    about.append(element('span', { className: 'badge mark', title: t(`mark_${mark}_long`), data: { mark } },
      t(`mark_${mark}`)));
  }
  if (!event.timeCertain) {
    about.append(element('span', { className: 'uncertain', title: t('uncertain_long') },
      icon('clock'), t('uncertain')));
  }
  card.replaceChildren(thumbnail(event), about);
  card.dataset.stage = event.stage;
  card.dataset.kind = event.kind;
  card.setAttribute('aria-label', t('play',
    `${time}, ${event.camera}, ${t(`kind_${event.kind}`)}`
      + (coming ? `, ${t(`stage_${event.stage}`)}` : '')
      + event.marks.map((mark) => `, ${t(`mark_${mark}`)}`).join('')));
}

function dayGroup(day) {
  const found = days.querySelector(`[data-day="${day}"]`);
  if (found) return found;
  const [name, rest] = dayName(day);
  const group = element('section', { className: 'day', data: { day } },
    element('h2', {}, element('span', { textContent: name }),
      element('small', { textContent: rest }), element('small', { className: 'count' })),
    element('ol', { className: 'cards' }));
  const later = [...days.children].find((other) => other.dataset.day < day);
  days.insertBefore(group, later ?? null);
  return group;
}

function place(card, event) {
  const group = dayGroup(dayOf(when(event)));
  const list = group.querySelector('ol');
  const former = card.closest('.day');
  const item = card.parentElement ?? element('li', {}, card);
  item.dataset.time = when(event).getTime();
  const after = [...list.children]
    .find((other) => other !== item && Number(other.dataset.time) < Number(item.dataset.time));
  if (former !== group || item.nextElementSibling !== (after ?? null)) {
    list.insertBefore(item, after ?? null);
  }
  for (const touched of new Set([group, former])) {
    if (!touched) continue;
    const size = touched.querySelectorAll('li').length;
    if (size === 0) touched.remove();
    else touched.querySelector('.count').textContent = count('count', size);
  }
}

// One entry that cannot be shown must not take the others with it.
function show(event, fresh) {
  try {
    put(event, fresh);
  } catch (problem) {
    console.warn('event not shown', event.id, problem);
  }
}

function put(event, fresh) {
  let entry = cards.get(event.id);
  if (!entry) {
    const card = element('button', { className: 'card', type: 'button', data: { event: event.id } });
    entry = { card, event };
    cards.set(event.id, entry);
    card.addEventListener('click', () => play(entry.event));
    if (fresh) card.classList.add('fresh');
  } else if (JSON.stringify(entry.event) === JSON.stringify(event)) {
    return;
  }
  entry.event = event;
  const focused = document.activeElement === entry.card;
  fill(entry.card, event);
  place(entry.card, event);
  if (focused) entry.card.focus();
  empty.hidden = true;
  refresh(event);
}

async function load(before) {
  try {
    const query = before ? `&before=${before}` : '';
    const page = await call('GET', `/events?limit=${PAGE}${query}`);
    page.events.forEach((event) => show(event, false));
    // What is shown already reaches further back than the newest page.
    if (before || !loaded) next = page.next;
    loaded = true;
    more.hidden = next === null;
    empty.hidden = cards.size > 0;
  } catch (refusal) {
    if (refusal.status === 401) await stillSignedIn();
    else toast(t(refusal.status === undefined ? 'unreachable' : 'failed', refusal.message), 'bad');
  } finally {
    days.setAttribute('aria-busy', 'false');
  }
}

more.addEventListener('click', async () => {
  more.disabled = true;
  await load(next);
  more.disabled = false;
});

listen({ event: (event) => show(event, true), camera: showCamera, reload: () => load(null) });

// A link in an alert names its event: /history#ID.
if (/^#[0-9a-f-]{36}$/.test(location.hash)) {
  call('GET', `/events/${location.hash.slice(1)}`)
    .then((event) => { show(event, false); play(event); })
    .catch((refusal) => toast(t('failed', refusal.message), 'bad'));
}
