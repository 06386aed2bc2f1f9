// Events by day, the newest first. Further ones are loaded towards the end, and the newest let go beyond a bound.
import { call } from './api.js';
import { shownAt } from './event.js';
import { complain } from './failure.js';
import { element } from './frame.js';
import { Card } from './history-card.js';
import { preview, stopPreview } from './history-preview.js';
import { change, isFiltered, matches, query, state } from './history-state.js';
import { dayName, dayOf, count, t } from './text.js';

const PAGE = 48;
const MOST = 10 * PAGE;
const AHEAD_PIXELS = 600;
const at = (id) => document.getElementById(id);
const days = at('days');
const more = at('more');
const newer = at('newer');
const cards = new Map();
const revoked = new Set();
let handlers = {};
let next = null;
let loading = null;
let generation = 0;
let trimmed = false;

const whose = ({ camera }) => (revoked.has(camera) ? t('revoked', camera) : camera);

function dayGroup(day) {
  const found = days.querySelector(`[data-day="${day}"]`);
  if (found) return found;
  const [name, rest] = dayName(day);
  const head = element('button', { className: 'quiet day-name', type: 'button', title: t('show_day') },
    element('span', { textContent: name }), element('small', { textContent: rest }));
  head.addEventListener('click', () => { change({ day }); scrollTo({ top: 0 }); });
  const group = element('section', { className: 'day', data: { day } },
    element('h2', {}, head, element('small', { className: 'count' })),
    element('ol', { className: 'cards' }));
  days.insertBefore(group, [...days.children].find((other) => other.dataset.day < day) ?? null);
  return group;
}

function recount(group) {
  const size = group.querySelectorAll('li').length;
  if (size === 0) {
    group.remove();
    return;
  }
  // Of the day at either end there may be more than is here.
  const partly = (!group.nextElementSibling && next !== null) || (!group.previousElementSibling && trimmed);
  group.querySelector('.count').textContent = partly ? '' : count('count', size);
}

function place({ item, event }) {
  const group = dayGroup(dayOf(shownAt(event)));
  const list = group.querySelector('ol');
  const former = item.closest('.day');
  const behind = (other) => other !== item && (other.dataset.time - item.dataset.time || other.arrival - event.arrival) < 0;
  item.arrival = event.arrival;
  const last = list.lastElementChild;
  const after = last && !behind(last) ? null : [...list.children].find(behind) ?? null;
  if (former !== group || item.nextElementSibling !== after) list.insertBefore(item, after);
  if (former && former !== group) recount(former);
  recount(group);
}

function drop(card) {
  const group = card.item.closest('.day');
  cards.delete(card.event.id);
  card.item.remove();
  if (group) recount(group);
}

// What goes above the reader must not move what is being read.
function trim() {
  if (cards.size <= MOST) return;
  trimmed = true;
  const former = more.getBoundingClientRect().top;
  for (const item of [...days.querySelectorAll('li')].slice(0, cards.size - MOST)) {
    drop(cards.get(item.querySelector('.card').dataset.event));
  }
  recount(days.firstElementChild);
  scrollBy({ top: more.getBoundingClientRect().top - former, behavior: 'instant' });
}

function put(event, fresh) {
  let card = cards.get(event.id);
  if (!matches(event, shownAt(event))) {
    if (card) drop(card);
    return;
  }
  if (!card) {
    if (fresh && (trimmed || (state.unseen && event.seen))) return;
    card = new Card(event.id, handlers);
    preview(card);
    cards.set(event.id, card);
    if (fresh) card.button.classList.add('fresh');
  } else if (JSON.stringify(card.event) === JSON.stringify(event)) {
    return;
  }
  const focused = card.item.contains(document.activeElement) && document.activeElement;
  card.fill(event, whose(event));
  place(card);
  if (focused) focused.focus();
}

// One entry that cannot be shown must not take the others with it.
function tryPut(event, fresh) {
  try {
    put(event, fresh);
  } catch (problem) {
    console.warn('event not shown', event.id, problem);
  }
}

function showEnds() {
  more.hidden = next === null;
  newer.hidden = !trimmed;
  const nothing = cards.size === 0;
  at('empty').hidden = !nothing || isFiltered() || Boolean(state.day);
  at('none').hidden = !nothing || !isFiltered();
  at('none-words').hidden = state.bin;
  at('none-title').textContent = t(state.bin ? 'bin_empty' : 'none');
  const first = days.firstElementChild?.dataset.day;
  const missing = state.day && !trimmed && first !== state.day && !(nothing && isFiltered());
  at('nothing-that-day').hidden = !missing;
  if (missing) at('nothing-that-day').textContent = t('nothing_that_day', dayName(state.day).filter(Boolean).join(', '));
  for (const group of [days.firstElementChild, days.lastElementChild]) if (group) recount(group);
}

async function load(before) {
  const mine = generation;
  const asked = query();
  asked.set('limit', PAGE);
  if (before !== null) asked.set('before', before);
  try {
    const page = await call('GET', `/events?${asked}`);
    if (mine !== generation) return false;
    const first = cards.size === 0;
    page.events.forEach((event) => tryPut(event, false));
    // What is shown already may reach further back than the newest page.
    if (before !== null || first) next = page.next;
    trim();
    showEnds();
    return true;
  } catch (refusal) {
    await complain(refusal);
    return false;
  } finally {
    if (mine === generation) days.setAttribute('aria-busy', 'false');
  }
}

const isNear = () => at('end').getBoundingClientRect().top < innerHeight + AHEAD_PIXELS;

function once(before) {
  if (loading) return loading;
  const mine = generation;
  loading = load(before).then((loaded) => {
    if (mine !== generation) return;
    loading = null;
    if (loaded && next !== null && isNear()) once(next);
  });
  return loading;
}

/** Begins anew, as the state has it. */
export function restart() {
  stopPreview();
  generation++;
  loading = null;
  trimmed = false;
  next = null;
  cards.clear();
  days.replaceChildren();
  days.setAttribute('aria-busy', 'true');
  for (const id of ['empty', 'none', 'nothing-that-day']) at(id).hidden = true;
  return once(null);
}

/** Takes in what has come since. */
export async function catchUp() {
  await loading;
  if (!trimmed) await once(null);
}

/** Shows an event that is new or has changed. */
export function update(event, fresh) {
  tryPut(event, fresh);
  showEnds();
}

export function showRevoked({ id, revoked: since }) {
  if (revoked.has(id) === Boolean(since)) return;
  if (since) revoked.add(id);
  else revoked.delete(id);
  for (const card of cards.values()) if (card.event.camera === id) card.fill(card.event, whose(card.event));
}

export const known = (id) => cards.get(id)?.event;
export const all = () => [...cards.values()];
export const focusCard = (id) => cards.get(id)?.button.focus();

/** The event so many places behind the one given, in the order of the list. */
export function neighbour(event, step) {
  const buttons = [...days.querySelectorAll('.card')];
  const here = buttons.findIndex((button) => button.dataset.event === event.id);
  if (here >= 0) return known(buttons[here + step]?.dataset.event);
  const behind = buttons.findIndex(({ dataset }) => shownAt(known(dataset.event)) < shownAt(event));
  const place = behind < 0 ? buttons.length : behind;
  return known(buttons[step > 0 ? place + step - 1 : place + step]?.dataset.event);
}

/** onOpen and onStar are called with an event. */
export function start(given) {
  handlers = given;
  more.addEventListener('click', () => next !== null && once(next));
  newer.addEventListener('click', () => { restart(); scrollTo({ top: 0 }); });
  new IntersectionObserver(([seen]) => {
    if (seen.isIntersecting && next !== null) once(next);
  }, { rootMargin: `${AHEAD_PIXELS}px` }).observe(at('end'));
}

/** Loads what is behind the last one shown, where there is any. */
export const loadFurther = () => (next === null ? null : once(next));
