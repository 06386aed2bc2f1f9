// Draws a day: a lane for each camera, its events, what is missing, when it was away.
import { clock, minutes } from './text.js';

const LABEL = 20;
const BAR = 22;
const LANE = LABEL + BAR + 6;
const AXIS = 22;
const LEAST = 4;
const svg = document.getElementById('timeline-chart');

function draw(tag, attributes, text) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Where the lane of a camera is, by its number, in pixels from above. */
export const laneTop = (number) => AXIS + number * LANE;
export const laneAt = (y) => Math.floor((y - AXIS) / LANE);
export const heightOf = (lanes) => AXIS + lanes * LANE + 4;

function block(view, { from, to }, top, attributes) {
  const x = view.x(from);
  const width = Math.max(LEAST, view.x(to) - x);
  if (x > view.width || x + width < 0) return [];
  const left = Math.max(-8, x);
  return [draw('rect', { x: left, y: top, width: Math.min(x + width, view.width + 8) - left, height: BAR, ...attributes })];
}

function lane(view, camera, top) {
  const bars = top + LABEL;
  const gap = ({ from, to }) => {
    const x = (view.x(from) + view.x(to)) / 2;
    return [draw('path', { class: 'tl-gap', d: `M${x - 6} ${bars + 17}h12l-6 -12z` })];
  };
  return [
    draw('text', { class: 'tl-name', x: 4, y: top + 14 }, camera.camera),
    draw('rect', { class: 'tl-lane', x: 0, y: bars, width: view.width, height: BAR, rx: 5 }),
    ...camera.offline.flatMap((span) =>
      block(view, span, bars, { class: 'tl-away', fill: `url(#${span.node ? 'tl-node' : 'tl-offline'})` })),
    ...camera.spans.flatMap((span) =>
      block(view, span, bars, { class: 'tl-event', rx: 2, 'data-kind': span.kind, 'data-event': span.event })),
    ...camera.gaps.flatMap(gap),
  ];
}

/** Draws `cameras` of the timeline's answer as the view has it; `now` is a moment. */
export function drawDay(view, cameras, now) {
  const height = heightOf(cameras.length);
  svg.setAttribute('width', view.width);
  svg.setAttribute('height', height);
  const parts = [];
  for (const tick of view.ticks(64)) {
    const x = Math.round(view.x(tick)) + 0.5;
    const label = Math.min(Math.max(x, 18), view.width - 18);
    parts.push(draw('path', { class: 'tl-tick', d: `M${x} ${AXIS}V${height}` }),
      draw('text', { class: 'tl-hour', x: label, y: 14, 'text-anchor': 'middle' },
        (view.length > 4 * 60_000 ? minutes : clock)(tick)));
  }
  cameras.forEach((camera, number) => parts.push(...lane(view, camera, laneTop(number))));
  if (now >= view.first && now < view.last) {
    const x = view.x(now);
    parts.push(draw('rect', { class: 'tl-future', x, y: AXIS, width: Math.max(0, view.width - x), height: height - AXIS }),
      draw('path', { class: 'tl-now', d: `M${x} ${AXIS - 4}V${height}` }));
  }
  svg.querySelector('#timeline-parts').replaceChildren(...parts);
}
