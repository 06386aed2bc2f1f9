// One picture after the other, where a browser plays no live film: iPhones before iOS 17.1.
import { Refusal, stillSignedIn } from './api.js';
import { watch } from './live-watching.js';

const EACH = 1_000;
const AFTER_FAILURE = 3_000;
const STALE = 5_000;
// Longer than a picture waits for its turn and its first frame.
const PATIENCE = 25_000;

export class LiveStills {
  /** tell(state, detail): stills, stale (seconds), connecting, waiting, offline, gap (reason), paused, no-pictures. */
  constructor(camera, canvas, tell) {
    this.camera = camera;
    this.canvas = canvas;
    this.tell = tell;
    this.leaving = new AbortController();
    this.wanted = false;
    this.running = false;
    this.taken = null;
  }

  start() {
    const ageing = setInterval(() => this.grow(), 1_000);
    this.leaving.signal.addEventListener('abort', () => clearInterval(ageing));
    watch(this.canvas, this.leaving.signal, () => {
      this.wanted = true;
      this.run();
    }, () => this.pause());
  }

  pause() {
    this.wanted = false;
    this.asking?.abort();
    this.tell('paused');
  }

  stop() {
    this.leaving.abort();
    this.wanted = false;
    this.asking?.abort();
  }

  /** The picture ages also while the next one does not come. */
  grow() {
    if (this.wanted && this.taken !== null) this.judge();
  }

  judge() {
    const age = performance.now() - this.taken;
    if (age > STALE) this.tell('stale', Math.floor(age / 1000));
    else this.tell('stills');
  }

  async run() {
    if (this.running) return;
    this.running = true;
    this.tell('connecting');
    while (this.wanted) {
      const begun = performance.now();
      const pause = await this.ask().catch((failure) => this.failed(failure));
      await new Promise((done) => { setTimeout(done, begun + pause - performance.now()); });
    }
    this.running = false;
  }

  async ask() {
    this.asking = new AbortController();
    const late = setTimeout(() => this.asking.abort(), PATIENCE);
    try {
      await this.fetch(this.asking.signal);
    } finally {
      clearTimeout(late);
    }
    return EACH;
  }

  async fetch(signal) {
    const response = await fetch(`/api/v1/cameras/${this.camera}/picture`, { signal });
    if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => null));
    const picture = await createImageBitmap(await response.blob());
    const { canvas } = this;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d').drawImage(picture, 0, 0);
    canvas.dataset.size = `${picture.width}x${picture.height}`;
    picture.close();
    this.taken = performance.now() - Number(response.headers.get('Picture-Age'));
    if (this.wanted) this.judge();
  }

  async failed(failure) {
    if (!this.wanted) return 0;
    if ([401, 404].includes(failure.status) && !await stillSignedIn()) this.wanted = false;
    if (!this.wanted) return 0;
    const state = { offline: 'offline', 'no-picture': 'gap', 'no-decoder': 'no-pictures', busy: 'waiting' }[failure.slug];
    if (state) this.taken = null;
    if (this.taken === null) this.tell(state ?? 'connecting', failure.message);
    return AFTER_FAILURE;
  }
}
