// One event, large: its film, or its picture while the film is on its way.
import { offer } from './custody.js';
import { filmLength, filmOf, pictureOf, shownAt, timeOf } from './event.js';
import { offerExport } from './export.js';
import { element, icon } from './frame.js';
import { dateAndClock, length, t } from './text.js';

const SEEK_SECONDS = 5;
const FRAME_SECONDS = 1 / 25;
const dialog = document.getElementById('player');
const video = document.getElementById('player-video');
const picture = document.getElementById('player-picture');
const wait = document.getElementById('player-wait');
let handlers = {};
let shown = null;
let begin = null;

function link(id, href) {
  const anchor = document.getElementById(id);
  anchor.hidden = !href;
  if (href) anchor.href = href;
}

function fact(name, value, className = '') {
  return element('div', { className }, element('dt', { textContent: name }), element('dd', { textContent: value }));
}

function fill(event) {
  document.getElementById('player-title').textContent =
    `${event.timeCertain ? '' : '≈ '}${dateAndClock(shownAt(event))}`;
  document.getElementById('player-where').replaceChildren(element('span', { textContent: event.camera }),
    element('span', { className: 'kind', data: { kind: event.kind } }, icon(event.kind), t(`kind_${event.kind}`)));
  const facts = [];
  if (filmLength(event)) facts.push(fact(t('fact_duration'), length(filmLength(event))));
  if (event.preRollMillis) facts.push(fact(t('fact_preroll'), length(event.preRollMillis)));
  facts.push(fact(t('fact_arrived'), dateAndClock(new Date(event.arrived))));
  if (!event.timeCertain) facts.push(fact(t('uncertain'), t('uncertain_long'), 'long'));
  for (const mark of event.marks) facts.push(fact(t(`mark_${mark}`), t(`mark_${mark}_long`), 'long'));
  document.getElementById('player-facts').replaceChildren(...facts);
  link('player-clip', event.clip?.href);
  link('player-streamed', event.streamed?.href);
  link('player-snapshot', event.snapshot?.href);
  link('player-manifest', event.manifest);
  offer(event);
  offerExport(event);
}

function showMedia(event) {
  const film = filmOf(event);
  if (film && video.getAttribute('src') !== film.href) {
    const small = pictureOf(event);
    if (small) video.poster = small.href;
    else video.removeAttribute('poster');
    video.src = film.href;
    if (begin) video.currentTime = begin;
    begin = null;
    video.play().catch(() => { /* The controls are there. */ });
  } else if (!film && video.getAttribute('src')) {
    empty();
  }
  video.hidden = !film;
  picture.hidden = Boolean(film) || !event.snapshot;
  if (!picture.hidden) picture.src = event.snapshot.href;
  const coming = !film && event.stage !== 'whole' && !event.marks.includes('deleted');
  wait.hidden = !coming;
  wait.textContent = coming ? t('clip_coming') : '';
}

function empty() {
  video.pause();
  video.removeAttribute('src');
  video.removeAttribute('poster');
  video.load();
}

/** Shows an event, from so many seconds of its film on. */
export function show(event, seconds = null) {
  const other = shown?.id !== event.id;
  shown = event;
  if (other) {
    begin = seconds;
    dialog.dataset.event = event.id;
    picture.removeAttribute('src');
  }
  fill(event);
  showMedia(event);
  for (const [id, step] of [['player-newer', -1], ['player-older', 1]]) {
    document.getElementById(id).disabled = !handlers.neighbour(event, step);
  }
  if (!dialog.open) dialog.showModal();
}

export const close = () => dialog.close();

/** The event on show; null without one. */
export const onShow = () => (dialog.open ? shown : null);

/** Where its film stands, in seconds. */
export const position = () => (video.hidden ? 0 : video.currentTime);

/** Takes over what has arrived since, if this event is on show. */
export function refresh(event) {
  if (onShow()?.id === event.id) show(event);
}

export const toggle = () => { if (!video.hidden) (video.paused ? video.play() : Promise.resolve(video.pause())).catch(() => {}); };
export const seek = (steps) => { video.currentTime += steps * SEEK_SECONDS; };
export function stepFrame(steps) {
  video.pause();
  video.currentTime += steps * FRAME_SECONDS;
}

export function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (video.hidden) document.getElementById('player-screen').requestFullscreen?.();
  else if (video.requestFullscreen) video.requestFullscreen();
  else video.webkitEnterFullscreen?.();
}

/** onClose is called without, onStep with -1 or 1, onSeen with the event looked at. */
export function start(given) {
  handlers = given;
}

video.addEventListener('playing', () => { if (shown) handlers.onSeen(shown); });
picture.addEventListener('load', () => { if (shown) handlers.onSeen(shown); });
video.addEventListener('error', () => {
  if (video.getAttribute('src')) {
    wait.hidden = false;
    wait.textContent = t('clip_broken');
  }
});
document.getElementById('player-newer').addEventListener('click', () => handlers.onStep(-1));
document.getElementById('player-older').addEventListener('click', () => handlers.onStep(1));
document.getElementById('player-close').addEventListener('click', close);
dialog.addEventListener('click', (e) => { if (e.target === dialog) close(); });
dialog.addEventListener('close', () => {
  shown = null;
  empty();
  picture.removeAttribute('src');
  handlers.onClose();
});
const share = document.getElementById('player-share');
share.hidden = !navigator.clipboard && !navigator.share;
share.addEventListener('click', async () => {
  const url = handlers.link(shown, position());
  const touch = matchMedia('(pointer: coarse)').matches;
  try {
    if (navigator.share && touch) await navigator.share({ title: `${timeOf(shown)} · ${shown.camera}`, url });
    else {
      await navigator.clipboard.writeText(url);
      handlers.onCopied();
    }
  } catch { /* Whoever shares has thought better of it. */ }
});
