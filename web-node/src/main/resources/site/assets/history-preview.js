// A card's film plays in its thumbnail while a mouse rests or a finger stays on it.
import { filmOf } from './event.js';
import { element } from './frame.js';

const REST_MILLIS = 150;
const HOLD_MILLIS = 320;
const STRAY_PIXELS = 10;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

let stop = () => {};

function play(card) {
  stop();
  const film = filmOf(card.event);
  const thumb = card.button.querySelector('.thumb');
  if (!film || !thumb || calm.matches || navigator.connection?.saveData) return;
  const video = element('video', { className: 'preview', muted: true, playsInline: true, loop: true, preload: 'auto' });
  video.setAttribute('aria-hidden', 'true');
  const progress = element('span', { className: 'progress' });
  // What set it off, not the quiet seconds before.
  video.addEventListener('loadedmetadata', () => {
    if (film === card.event.clip && card.event.preRollMillis > 1500) {
      video.currentTime = card.event.preRollMillis / 1000 - 1;
    }
  });
  video.addEventListener('playing', () => thumb.classList.add('moving'));
  video.addEventListener('timeupdate', () => {
    progress.style.scale = `${video.currentTime / (video.duration || Infinity)} 1`;
  });
  video.src = film.href;
  thumb.append(video, progress);
  video.play().catch(() => stop());
  stop = () => {
    stop = () => {};
    thumb.classList.remove('moving');
    video.removeAttribute('src');
    video.load();
    video.remove();
    progress.remove();
  };
}

/** Ends what plays. */
export const stopPreview = () => stop();

/** Lets a card preview itself. */
export function preview(card) {
  let waiting;
  let start;
  let held = false;
  const end = () => {
    clearTimeout(waiting);
    stop();
  };
  const { button } = card;
  button.addEventListener('pointerenter', ({ pointerType }) => {
    if (pointerType === 'mouse') waiting = setTimeout(play, REST_MILLIS, card);
  });
  button.addEventListener('pointerdown', (e) => {
    held = false;
    if (e.pointerType === 'mouse') return;
    start = e;
    waiting = setTimeout(() => { held = true; play(card); }, HOLD_MILLIS);
  });
  button.addEventListener('pointermove', (e) => {
    if (e.pointerType !== 'mouse' && start && Math.hypot(e.x - start.x, e.y - start.y) > STRAY_PIXELS) end();
  });
  for (const kind of ['pointerleave', 'pointerup', 'pointercancel']) {
    button.addEventListener(kind, (e) => { if (kind !== 'pointerup' || e.pointerType !== 'mouse') end(); });
  }
  button.addEventListener('contextmenu', (e) => { if (held) e.preventDefault(); });
  // Looking at the preview is not opening.
  button.addEventListener('click', (e) => {
    end();
    if (held) e.stopImmediatePropagation();
    held = false;
  }, { capture: true });
}
