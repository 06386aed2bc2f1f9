// A day as lanes of its cameras, to look over, zoom into and scrub through.
import { call } from './api.js';
import { addDays, today } from './days.js';
import { complain } from './failure.js';
import { element } from './frame.js';
import { openCalendar } from './history-calendar.js';
import { bounds, change, onChange, state } from './history-state.js';
import { clock, count, dayName, dayOf, shortDay, t } from './text.js';
import { drawDay, heightOf, laneAt } from './timeline-chart.js';
import { handle } from './timeline-hand.js';
import { eventOf, peek, unpeek } from './timeline-peek.js';
import { View } from './timeline-view.js';

const NEAR_PIXELS = 24;
const ROWS = 500;
const LANES = 'vigia-lanes';
const at = (id) => document.getElementById(id);
const stage = at('timeline-stage');
const slider = at('timeline-head');
let day = null;
let view = null;
let cameras = [];
let head = null;
let onOpen = () => {};
let asked = 0;
let waiting;

const named = () => state.day ?? today();
const spansOf = (camera) => camera.spans.map((span) => ({ ...span, camera: camera.camera }));

function nearest(moment, lane) {
  const among = cameras[lane]?.spans.length ? spansOf(cameras[lane]) : cameras.flatMap(spansOf);
  const distance = ({ from, to }) => Math.max(0, from - moment, moment - to);
  return among.reduce((best, span) => (!best || distance(span) < distance(best) ? span : best), null);
}

const isNear = (span, moment) =>
  span && Math.max(view.x(span.from) - view.x(moment), view.x(moment) - view.x(span.to)) <= NEAR_PIXELS;

function near(moment, lane) {
  const own = nearest(moment, lane);
  if (isNear(own, moment)) return own;
  const other = nearest(moment, -1);
  return isNear(other, moment) ? other : null;
}

function showHead() {
  const part = view.x(head) / view.width;
  slider.style.left = `${100 * Math.min(1, Math.max(0, part))}%`;
  slider.classList.toggle('out', part < 0 || part > 1);
  slider.setAttribute('aria-valuemin', Math.round(view.first / 1000));
  slider.setAttribute('aria-valuemax', Math.round(view.last / 1000));
  slider.setAttribute('aria-valuenow', Math.round(head / 1000));
  const here = near(head, -1);
  slider.setAttribute('aria-valuetext',
    here ? `${clock(head)}, ${here.camera}, ${t(`kind_${here.kind}`)}` : clock(head));
}

function redraw() {
  if (!view) return;
  drawDay(view, cameras, Date.now());
  showHead();
  at('timeline-in').disabled = view.length <= 120_000;
  for (const id of ['timeline-out', 'timeline-all']) at(id).disabled = view.isWhole;
}

function setHead(moment) {
  head = Math.max(view.first, Math.min(view.last - 1, moment));
  view.reveal(head);
  redraw();
}

async function open(span, moment) {
  try {
    onOpen(await eventOf(span.event), Math.max(0, Math.min(moment, span.to) - span.from) / 1000);
  } catch (refusal) {
    await complain(refusal);
  }
}

function look(x, y) {
  const moment = view.moment(x);
  const span = near(moment, laneAt(y)) ?? null;
  peek(moment, span, span?.camera, x, view.width);
}

handle(stage, slider, {
  view: () => view,
  head: () => head,
  redraw,
  look,
  away: unpeek,
  setHead,
  pick(x, y) {
    const span = near(view.moment(x), laneAt(y));
    if (span) open(span, view.moment(x));
  },
  step(by) {
    const starts = cameras.flatMap(spansOf).sort((a, b) => a.from - b.from);
    const found = by > 0 ? starts.find(({ from }) => from > head + 500) : starts.findLast(({ from }) => from < head - 500);
    if (found) setHead(found.from);
  },
  open() {
    const span = near(head, -1);
    if (span) open(span, head);
  },
});

function table() {
  const rows = cameras.flatMap(({ camera, spans, offline, gaps }) => [
    ...spans.map((span) => ({ ...span, camera, what: t(`kind_${span.kind}`) })),
    ...offline.map((span) => ({ ...span, camera, what: t(span.node ? 'away_node' : 'away_camera') })),
    ...gaps.map((span) => ({ ...span, camera, what: t(`gap_${span.reason}`) })),
  ]).sort((a, b) => b.from - a.from).slice(0, ROWS);
  at('timeline-rows').replaceChildren(...rows.map((row) => {
    const what = row.event ? element('button', { type: 'button', className: 'quiet', textContent: row.what }) : row.what;
    if (row.event) what.addEventListener('click', () => open(row, row.from));
    return element('tr', {}, element('td', { textContent: clock(row.from) }), element('td', { textContent: clock(row.to) }),
      element('td', { textContent: row.camera }), element('td', {}, what));
  }));
}

// The list below must not be pushed down when the timeline comes.
function reserve(lanes) {
  stage.style.height = `${heightOf(lanes)}px`;
  localStorage.setItem(LANES, lanes);
}

function take(answer) {
  const millis = (span) => ({ ...span, from: Date.parse(span.from), to: Date.parse(span.to) });
  cameras = answer.cameras
    .map((one) => ({
      camera: one.camera,
      spans: one.spans.map(millis).filter((span) => !state.kind.length || state.kind.includes(span.kind)),
      offline: one.offline.map(millis),
      gaps: one.gaps.map(millis),
    }));
  const [from, to] = [Date.parse(answer.from), Date.parse(answer.to)];
  if (day !== named() || !view) {
    day = named();
    view = new View(from, to, stage.clientWidth);
    const last = Math.max(...cameras.flatMap(({ spans }) => spans.map((span) => span.from)), -Infinity);
    head = Math.min(Number.isFinite(last) ? last : Date.now(), to - 1);
    const limits = bounds();
    if (state.from && limits.from > from && limits.from < to) view.show(limits.from, Math.min(limits.to ?? to, to) - limits.from);
  }
  const number = cameras.reduce((sum, { spans }) => sum + spans.length, 0);
  reserve(cameras.length);
  at('timeline-sum').textContent = number ? count('count', number) : t('count_none');
  at('timeline-truncated').hidden = !answer.truncated;
  at('timeline').hidden = cameras.length === 0;
  for (const [id, list] of [['offline', 'offline'], ['node', 'offline'], ['gap', 'gaps']]) {
    at(`legend-${id}`).hidden = !cameras.some((one) => one[list].some((span) => id === 'gap' || span.node === (id === 'node')));
  }
  view.width = stage.clientWidth || view.width;
  redraw();
  if (at('timeline-table').open) table();
}

function showDay() {
  at('day-name').textContent = shortDay(named());
  at('day-rest').textContent = dayName(named()).at(-1);
  at('day-later').disabled = named() >= today();
  at('day-today').hidden = !state.day;
}

async function load() {
  const mine = ++asked;
  showDay();
  const query = new URLSearchParams({ day: named() });
  state.camera.forEach((name) => query.append('camera', name));
  try {
    const answer = await call('GET', `/timeline?${query}`);
    if (mine === asked) take(answer);
  } catch (refusal) {
    await complain(refusal);
  }
}

const go = (to) => change({ day: to >= today() ? null : to });
at('day-earlier').addEventListener('click', () => go(addDays(named(), -1)));
at('day-later').addEventListener('click', () => go(addDays(named(), 1)));
at('day-today').addEventListener('click', () => go(today()));
at('day').addEventListener('click', openCalendar);
const zoom = (factor) => () => { view.zoom(factor, (view.from + view.to) / 2); redraw(); };
at('timeline-in').addEventListener('click', zoom(0.5));
at('timeline-out').addEventListener('click', zoom(2));
at('timeline-all').addEventListener('click', () => { view.all(); redraw(); });
at('timeline-table').addEventListener('toggle', table);
new ResizeObserver(() => {
  if (!view || !stage.clientWidth) return;
  view.width = stage.clientWidth;
  redraw();
}).observe(stage);
setInterval(redraw, 30_000);
onChange(({ list }) => { if (list) load(); });

/** Loads anew before long. */
export function reloadSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(load, 400);
}

/** To be told of each event. */
export function noteEvent(shown) {
  if (dayOf(shown) === named()) reloadSoon();
}

export function start(given) {
  onOpen = given;
  reserve(Number(localStorage.getItem(LANES)) || 1);
  return load();
}
