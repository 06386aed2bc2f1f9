// The picture that was ordered, in its place on the card as soon as it has come.
import { clock, t } from './text.js';

const PATIENCE = 90_000;

export class PhotoBox {
  constructor(root, camera) {
    this.camera = camera;
    this.box = root.querySelector('.photo');
    this.link = this.box.querySelector('a');
    this.words = this.box.querySelector('.photo-text');
    this.earlier = new Set();
    this.until = 0;
    this.box.querySelector('[data-action=photo-close]').addEventListener('click', () => this.hide());
  }

  /** A picture has been ordered. */
  expect() {
    this.until = performance.now() + PATIENCE;
    this.shown = null;
    this.link.hidden = true;
    this.words.textContent = t('photo_coming');
    this.box.hidden = false;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => { this.words.textContent = t('photo_late'); }, PATIENCE);
  }

  /** News of an event of this camera. */
  event({ id, kind, snapshot, started }) {
    if (kind !== 'photo') return;
    if (performance.now() > this.until || this.earlier.has(id)) {
      this.earlier.add(id);
      return;
    }
    if (!snapshot) return;
    clearTimeout(this.waiting);
    this.earlier.add(id);
    this.until = 0;
    const time = clock(new Date(started));
    this.words.textContent = t('photo_of', time);
    this.link.href = `/history#${id}`;
    this.link.querySelector('img').src = snapshot.href;
    this.link.setAttribute('aria-label', t('photo_open', this.camera, time));
    this.link.hidden = false;
    this.box.hidden = false;
  }

  hide() {
    clearTimeout(this.waiting);
    this.until = 0;
    this.box.hidden = true;
  }
}
