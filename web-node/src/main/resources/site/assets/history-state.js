// What the history shows, which stands in the address: filters, the day to begin at, the open event.
import { addDays, isDay, momentOf, startOf } from './days.js';
import { endings, language, t } from './text.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
const SWITCHES = ['kept', 'unseen', 'bin'];
const listeners = [];

export const kinds = endings('kind_').sort((a, b) => t(`kind_${a}`).localeCompare(t(`kind_${b}`), language));

const NOTHING = {
  day: null, camera: [], kind: [], from: null, to: null, kept: false, unseen: false, bin: false, event: null, at: null,
};

function read() {
  const query = new URLSearchParams(location.search);
  const valid = (name, test) => (test(query.get(name) ?? '') ? query.get(name) : null);
  const hash = location.hash.slice(1);
  const at = Number.parseFloat(query.get('at'));
  return {
    day: valid('day', isDay),
    camera: [...new Set(query.getAll('camera'))].filter((name) => /^[A-Za-z0-9_-]{1,64}$/.test(name)),
    kind: kinds.filter((kind) => query.getAll('kind').includes(kind)),
    from: valid('from', (text) => LOCAL.test(text) && isDay(text.slice(0, 10))),
    to: valid('to', (text) => LOCAL.test(text) && isDay(text.slice(0, 10))),
    ...Object.fromEntries(SWITCHES.map((name) => [name, query.has(name)])),
    // A link in an alert names its event behind the hash.
    event: valid('event', (text) => ID.test(text)) ?? (ID.test(hash) ? hash : null),
    at: at >= 0 ? at : null,
  };
}

export const state = read();

export function address(of = state) {
  const query = new URLSearchParams();
  if (of.day) query.set('day', of.day);
  of.camera.forEach((name) => query.append('camera', name));
  of.kind.forEach((kind) => query.append('kind', kind));
  for (const name of ['from', 'to', 'event']) if (of[name]) query.set(name, of[name]);
  for (const name of SWITCHES) if (of[name]) query.set(name, '1');
  if (of.event && of.at) query.set('at', of.at.toFixed(1));
  return `${location.pathname}${query.size ? `?${query}` : ''}`;
}

const listed = (of) => address({ ...of, event: null });

function tell(former) {
  for (const listener of listeners) listener({ list: listed(former) !== listed(state), former });
}

/** Calls `listener` with {list, former} after each change; `list` says whether other events are listed. */
export const onChange = (listener) => listeners.push(listener);

/** Changes what is shown; the back button leads back, unless told to `replace`. */
export function change(patch, replace = false) {
  const former = { ...state };
  Object.assign(state, patch);
  const target = address();
  if (target !== `${location.pathname}${location.search}${location.hash}`) {
    const opened = Boolean(state.event) && (!replace || Boolean(history.state?.opened));
    history[replace ? 'replaceState' : 'pushState']({ opened }, '', target);
  }
  tell(former);
}

/** Shows no event any more. Goes back where that is what opening it has added. */
export function leaveEvent() {
  if (!state.event) return;
  if (history.state?.opened) history.back();
  else change({ event: null, at: null }, true);
}

addEventListener('popstate', () => {
  const former = { ...state };
  Object.assign(state, read());
  tell(former);
});

export const clearFilters = () => change({ ...NOTHING, day: state.day });

export const isFiltered = () =>
  ['camera', 'kind'].some((name) => state[name].length > 0)
  || ['from', 'to', ...SWITCHES].some((name) => state[name]);

/** From when on and until when events are listed, in milliseconds; null for no bound. */
export function bounds() {
  const from = state.from ? momentOf(state.from) : null;
  const ends = [state.to && momentOf(state.to), state.day && startOf(addDays(state.day, 1))].filter(Boolean);
  return { from, to: ends.length ? Math.min(...ends) : null };
}

/** The same as the API is asked for it. */
export function query() {
  const asked = new URLSearchParams();
  state.camera.forEach((name) => asked.append('camera', name));
  state.kind.forEach((kind) => asked.append('kind', kind));
  const { from, to } = bounds();
  if (from !== null) asked.set('from', new Date(from).toISOString());
  if (to !== null) asked.set('to', new Date(to).toISOString());
  for (const name of SWITCHES) if (state[name]) asked.set(name, 'true');
  return asked;
}

/** Whether an event belongs to what is listed. */
export function matches(event, shown) {
  const { from, to } = bounds();
  const is = (mark) => event.marks.includes(mark);
  return (!state.camera.length || state.camera.includes(event.camera))
    && (state.kind.length ? state.kind.includes(event.kind) : event.kind !== 'self-test' || is('kept') || is('binned'))
    && (from === null || shown >= from) && (to === null || shown < to)
    && state.bin === is('binned')
    && (!state.kept || is('kept'));
}

// Our own state is to be kept when the language is chosen.
document.querySelector('.languages')?.addEventListener('submit', (e) => {
  e.target.elements.back.value = address();
});
history.replaceState(history.state, '', address());
