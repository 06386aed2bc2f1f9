// One event, large: its film, or its picture while the film is on its way.
import { offer } from './custody.js';
import { element } from './frame.js';
import { dateAndClock, length, t } from './text.js';

const dialog = document.getElementById('player');
const video = document.getElementById('player-video');
const picture = document.getElementById('player-picture');
const wait = document.getElementById('player-wait');
let shown = null;

/** What is played: where the clip is another or lacks some, what nobody can have altered since. */
export const filmOf = (event) =>
  (event.marks.some((mark) => mark === 'differs' || mark === 'shorter') && event.streamed) || event.clip || event.streamed;

/** What shows it in small: the camera's own picture, or one made here of the film. */
export const pictureOf = (event) => event.snapshot ?? event.thumbnail;

export const filmLength = (event) =>
  (filmOf(event) === event.clip ? event.clipMillis : event.streamedMillis);

const when = (event) => new Date(event.timeCertain ? event.started : event.arrived);

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
    `${event.timeCertain ? '' : '≈ '}${dateAndClock(when(event))}`;
  const facts = [
    fact(t('fact_camera'), event.camera),
    fact(t('fact_kind'), t(`kind_${event.kind}`)),
  ];
  if (filmLength(event)) facts.push(fact(t('fact_duration'), length(filmLength(event))));
  if (event.preRollMillis) facts.push(fact(t('fact_preroll'), length(event.preRollMillis)));
  facts.push(fact(t('fact_arrived'), dateAndClock(new Date(event.arrived))));
  if (!event.timeCertain) facts.push(fact(t('uncertain'), t('uncertain_long'), 'long'));
  for (const mark of event.marks) facts.push(fact(t(`mark_${mark}`), t(`mark_${mark}_long`), 'long'));
  if (event.note) facts.push(fact(t('fact_note'), event.note, 'long'));
  document.getElementById('player-facts').replaceChildren(...facts);
  link('player-clip', event.clip?.href);
  link('player-streamed', event.streamed?.href);
  link('player-snapshot', event.snapshot?.href);
  link('player-manifest', event.manifest);
  link('player-export', `/api/v1/events/${event.id}/export.zip`);
  offer(event);
}

function showMedia(event) {
  const film = filmOf(event);
  if (film && video.getAttribute('src') !== film.href) {
    const picture = pictureOf(event);
    if (picture) video.poster = picture.href;
    video.src = film.href;
    video.play().catch(() => { /* The controls are there. */ });
  }
  video.hidden = !film;
  picture.hidden = Boolean(film) || !event.snapshot;
  if (!picture.hidden) picture.src = event.snapshot.href;
  const coming = !film && event.stage !== 'whole' && !event.marks.includes('deleted');
  wait.hidden = !coming;
  wait.textContent = coming ? t('clip_coming') : '';
}

export function play(event) {
  shown = event.id;
  dialog.dataset.event = event.id;
  fill(event);
  showMedia(event);
  dialog.showModal();
}

/** Takes over what has arrived since, if this event is on show. */
export function refresh(event) {
  if (shown === event.id && dialog.open) {
    fill(event);
    showMedia(event);
  }
}

video.addEventListener('error', () => {
  if (video.getAttribute('src')) {
    wait.hidden = false;
    wait.textContent = t('clip_broken');
  }
});
document.getElementById('player-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (e) => { if (e.target === dialog) dialog.close(); });
dialog.addEventListener('close', () => {
  shown = null;
  video.pause();
  video.removeAttribute('src');
  video.removeAttribute('poster');
  video.load();
  picture.removeAttribute('src');
});
