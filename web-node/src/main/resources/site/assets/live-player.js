// Live video: fragments into Media Source Extensions, close to the present.
import { stillSignedIn } from './api.js';
import { LiveLine } from './live-line.js';
import { watch } from './live-watching.js';

const HEAD = 16;
const TICKS = 90_000;
const STALE = 2;
const SILENCE = 25_000;
const CROWDED = 2_000;

// How far behind the newest frame to play. `slack` is what would be left in the buffer before the
// latest of the last seconds' frames came: too little and the picture stops, too much and it is late for
// nothing. It is reckoned from the frames' arrival, so that how fast was played meanwhile does not blur it.
// The goal begins low, rises when the picture has stopped (the decoder is unsteady), and sinks again, but
// not to where it has stopped the picture by having sunk: `least` is learnt, and forgotten step by step.
const GOAL_LEAST = 0.04;
const GOAL_MOST = 0.25;
const GOAL_STEP = 0.02;
const GOAL_SINK_PER_SECOND = 0.004;
const LEARNT_STEP = 0.01;
const LEARNT_MOST = 0.08;
const LEARNT_FOR = 600_000;
const TOLERANCE = 0.015;
const MEMORY = 2000;
const OUTAGE = 500;
const SETTLING = 2000;
const JUMP = 1;

const Source = globalThis.ManagedMediaSource ?? globalThis.MediaSource;

export class LivePlayer {
  /** Whether this browser can: some have Media Source Extensions, but not the cameras' H.264. */
  static able() {
    return Boolean(Source?.isTypeSupported('video/mp4; codecs="avc1.42E01F"'));
  }

  /** tell(state, detail): live, stale (seconds), connecting, waiting, offline, gap (reason), paused, crowded,
   * tap (the browser plays nothing before the page is touched); and once, as the last, unable: this camera's film is none that the browser plays. */
  constructor(camera, video, tell) {
    this.camera = camera;
    this.video = video;
    this.tell = tell;
    this.leaving = new AbortController();
    this.retryMillis = 500;
    this.presence = 'connecting';
    this.goal = GOAL_LEAST;
    this.least = GOAL_LEAST;
    this.learnt = 0;
    this.blocked = false;
    this.reset();
  }

  reset() {
    this.queue = [];
    this.sated = false;
    this.newest = null;
    this.arrivals = [];
    this.buffer = null;
    this.source = null;
    this.playing = false;
    this.settled = Infinity;
  }

  start() {
    const { signal } = this.leaving;
    this.wanted = watch(this.video, signal, () => this.seen(), () => this.disconnect('paused'));
    this.video.addEventListener('waiting', () => this.stalled(), { signal });
    document.addEventListener('click', () => this.touched(), { signal });
    const ticking = setInterval(() => this.tick(), 50);
    signal.addEventListener('abort', () => clearInterval(ticking));
  }

  stop() {
    this.leaving.abort();
    this.disconnect('offline');
  }

  seen() {
    if (this.line) this.jump();
    else this.connect();
  }

  connect() {
    clearTimeout(this.retry);
    if (this.line) return;
    if (!this.wanted()) {
      this.presence = 'paused';
      return;
    }
    if (!LiveLine.room()) {
      this.presence = 'crowded';
      this.retry = setTimeout(() => this.connect(), CROWDED);
      return;
    }
    this.presence = 'connecting';
    this.heard = performance.now();
    this.line = new LiveLine(this.camera, (data) => this.message(data), () => this.lost());
  }

  disconnect(presence) {
    const { line } = this;
    this.line = null;
    this.presence = presence;
    clearTimeout(this.retry);
    line?.close();
  }

  async lost() {
    this.disconnect('connecting');
    if (!await stillSignedIn()) return;
    // Meanwhile somebody may have come back to the picture, or left it.
    if (this.line || this.presence !== 'connecting') return;
    this.retry = setTimeout(() => this.connect(), this.retryMillis);
    this.retryMillis = Math.min(this.retryMillis * 2, 5000);
  }

  message(data) {
    this.heard = performance.now();
    this.retryMillis = 500;
    if (typeof data !== 'string') {
      this.binary(data);
      return;
    }
    const note = JSON.parse(data);
    if (note.type === 'config') this.open(note);
    else if (note.type === 'gap') { this.presence = 'gap'; this.reason = note.reason; }
    else if (note.type === 'online') this.presence = 'waiting';
    else if (note.type === 'offline') this.presence = 'offline';
  }

  open({ codec, width, height }) {
    this.reset();
    this.presence = 'waiting';
    this.video.dataset.size = `${width}x${height}`;
    const source = new Source();
    this.source = source;
    const address = URL.createObjectURL(source);
    source.addEventListener('sourceopen', () => {
      URL.revokeObjectURL(address);
      if (this.source === source) this.take(source, codec);
    }, { once: true });
    // A managed source says when it wants no more, to spare the battery, and when it does again.
    source.addEventListener('endstreaming', () => { this.sated = this.source === source; });
    source.addEventListener('startstreaming', () => {
      if (this.source !== source) return;
      this.sated = false;
      this.pump();
    });
    // Without it phones open no managed source.
    this.video.disableRemotePlayback = true;
    this.video.src = address;
  }

  touched() {
    if (!this.blocked) return;
    this.blocked = false;
    this.pump();
  }

  take(source, codec) {
    try {
      this.buffer = source.addSourceBuffer(`video/mp4; codecs="${codec}"`);
    } catch (failure) {
      console.info(`no live film of ${this.camera} here:`, failure.message);
      this.stop();
      this.tell('unable');
      return;
    }
    this.buffer.addEventListener('updateend', () => this.pump());
    this.pump();
  }

  binary(data) {
    const head = new DataView(data);
    if (head.getUint8(0) === 1) {
      this.presence = 'live';
      const heard = performance.now();
      const end = Number(head.getBigUint64(8)) / TICKS;
      const age = head.getUint32(4) / 1e6;
      // Less the time being played, this is what was left in the buffer when this frame came.
      if (this.newest) this.arrivals.push({ heard, lead: this.newest.end - heard / 1000 });
      if (heard - this.newest?.heard > OUTAGE) this.arrivals = [];
      this.newest = { end, age, heard };
    }
    const init = head.getUint8(0) === 0;
    // What is not taken is let go group by group.
    const held = this.sated || this.blocked || !this.buffer;
    if (held && !init && head.getUint8(1) & 1) this.queue = this.queue.filter((waiting) => waiting.init);
    this.queue.push({ init, bytes: new Uint8Array(data, HEAD) });
    this.pump();
  }

  pump() {
    const { buffer, video } = this;
    if (!buffer || buffer.updating || this.source?.readyState !== 'open') return;
    try {
      const old = buffer.buffered.length ? buffer.buffered.start(0) : Infinity;
      this.begin();
      if (this.queue.length && !this.sated && !this.blocked) {
        buffer.appendBuffer(this.queue[0].bytes);
        this.queue.shift();
      } else if (video.currentTime - old > 20) {
        // Not before a frame that waits.
        buffer.remove(0, video.currentTime - 5);
      }
    } catch (failure) {
      this.restart(failure);
    }
  }

  /** A decoder that has lost its way is best begun anew: the server sends the current group. */
  restart(failure) {
    console.warn('the live picture begins anew:', failure.name);
    this.reset();
    this.disconnect('connecting');
    this.retry = setTimeout(() => this.connect(), this.retryMillis);
    this.retryMillis = Math.min(this.retryMillis * 2, 5000);
  }

  begin() {
    if (this.playing || this.blocked || !this.buffer.buffered.length || !this.newest) return;
    this.playing = true;
    this.jump();
    this.video.play().catch((failure) => {
      this.playing = false;
      // A phone that saves power, for one: asked again for each frame it would refuse each time.
      if (failure.name === 'NotAllowedError') this.blocked = true;
    });
  }

  end() {
    const { buffered } = this.video;
    return buffered.length ? buffered.end(buffered.length - 1) : null;
  }

  jump() {
    const end = this.end();
    if (end === null) return;
    this.video.currentTime = Math.max(this.video.buffered.start(this.video.buffered.length - 1), end - this.goal - 0.04);
    this.settled = performance.now() + SETTLING;
  }

  stalled() {
    const now = performance.now();
    if (this.playing && this.presence === 'live' && now > this.settled) {
      if (this.goal <= this.least) {
        this.least = Math.min(this.least + LEARNT_STEP, LEARNT_MOST);
        this.learnt = now;
      }
      this.goal = Math.min(this.goal + GOAL_STEP, GOAL_MOST);
      this.settled = now + SETTLING;
    }
  }

  tick() {
    const now = performance.now();
    if (this.line && now - this.heard > SILENCE) this.lost();
    if (this.video.error && this.buffer) this.restart(this.video.error);
    this.steer(now);
    this.report(now);
  }

  steer(now) {
    const end = this.end();
    if (!this.playing || end === null) return;
    const lag = end - this.video.currentTime;
    while (this.arrivals.length && this.arrivals[0].heard < now - MEMORY) this.arrivals.shift();
    const least = Math.min(...this.arrivals.map(({ lead }) => lead));
    const slack = this.arrivals.length ? least + now / 1000 - this.video.currentTime : lag;
    if (now - this.learnt > LEARNT_FOR) {
      this.least = Math.max(GOAL_LEAST, this.least - LEARNT_STEP);
      this.learnt = now;
    }
    this.goal = Math.max(this.least, this.goal - GOAL_SINK_PER_SECOND / 20);
    const excess = slack - this.goal;
    let rate = 1;
    if (lag > JUMP) this.jump();
    else if (excess > TOLERANCE) rate = Math.min(1.5, 1 + excess * 2);
    else if (excess > 0 && this.steering) rate = 1.03;
    else if (slack < this.goal / 2 && lag < GOAL_MOST) rate = 0.95;
    this.steering = rate > 1;
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
    this.video.dataset.lagMs = Math.round(lag * 1000);
    this.video.dataset.slackMs = Math.round(slack * 1000);
  }

  /** How old the picture on the screen is: by the frame's own time, never by a wall clock. */
  age(now) {
    if (!this.newest) return null;
    const behind = Math.max(0, this.newest.end - this.video.currentTime);
    return this.newest.age + (now - this.newest.heard) / 1000 + behind;
  }

  report(now) {
    const age = this.age(now);
    this.video.dataset.line = this.line?.kind ?? '';
    this.video.dataset.ageMs = age === null ? '' : Math.round(age * 1000);
    if (this.presence !== 'live') this.tell(this.presence, this.reason);
    else if (this.blocked) this.tell('tap');
    else if (!this.playing || age === null) this.tell('waiting');
    else if (age > STALE) this.tell('stale', Math.floor(age));
    else this.tell('live');
  }
}
