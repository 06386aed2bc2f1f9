// Runs before a measured page's own scripts: counts what comes over WebSockets, and reads the time
// out of each new picture when the page comes to see it.
(() => {
  const BLOCK = 32;
  const COLUMNS = 24;
  const ROWS = 2;
  const SCALE = 4;
  const REFRESH = 1000 / 60;

  const Native = WebSocket;
  const bench = {};
  globalThis.bench = bench;
  globalThis.WebSocket = class extends Native {
    constructor(...words) {
      super(...words);
      this.addEventListener('message', ({ data }) => { bench.bytes += data.byteLength ?? data.length; });
    }
  };

  // The strip shrunk to 96 x 8 pixels, so that reading it back costs next to nothing.
  let context;
  function read(picture) {
    const width = COLUMNS * SCALE;
    context ??= Object.assign(document.createElement('canvas'), { width, height: ROWS * SCALE })
      .getContext('2d', { willReadFrequently: true });
    context.drawImage(picture, 0, 0, COLUMNS * BLOCK, ROWS * BLOCK, 0, 0, width, ROWS * SCALE);
    const { data } = context.getImageData(0, 0, width, ROWS * SCALE);
    let value = 0;
    let check = 0;
    for (let i = 0; i < COLUMNS * ROWS; i++) {
      const x = (i % COLUMNS) * SCALE + 1;
      const y = Math.floor(i / COLUMNS) * SCALE + 1;
      const at = (y * width + x) * 4;
      const level = data[at] + data[at + 4] + data[at + width * 4] + data[at + width * 4 + 4];
      const bit = level > 512 ? 1 : 0;
      if (i < 32) value = (value << 1) | bit;
      else check = (check << 1) | bit;
    }
    return check === ((Math.imul(value, 0x9E3779B1) >>> 16) ^ 0x5A5A) ? value : null;
  }

  // performance.now() does not follow corrections of the wall clock, so their distance is measured.
  function wallOffset() {
    let most = -Infinity;
    const end = performance.now() + 30;
    while (performance.now() < end) most = Math.max(most, Date.now() - performance.now());
    return most;
  }

  // Two latencies of each new picture: until it is on the screen, and until the page's rendering
  // step had it.
  let last = null;
  function see(picture, offset, shown) {
    const now = performance.now();
    const value = read(picture);
    if (value === null) {
      bench.unreadable++;
      return;
    }
    if (value === last) return;
    last = value;
    const age = (moment) => ((Math.floor((moment + offset) * 10) - value) | 0) / 10;
    bench.samples.push([age(shown), age(now)]);
  }

  bench.video = (video) => {
    const offset = wallOffset();
    const next = (_, { expectedDisplayTime }) => {
      see(video, offset, expectedDisplayTime);
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
    video.addEventListener('waiting', () => {
      bench.stops++;
      const { slackMs, lagMs } = video.dataset;
      bench.halts.push(`at ${((performance.now() - bench.since) / 1000).toFixed(1)} s: slack ${slackMs} ms, lag ${lagMs} ms`);
    });
  };

  bench.image = (image) => {
    const offset = wallOffset();
    const next = (frameTime) => {
      // What is painted in this step is on the screen with the next refresh, at the earliest.
      if (image.naturalWidth) see(image, offset, frameTime + REFRESH);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  };

  bench.reset = () => {
    Object.assign(bench, { bytes: 0, samples: [], unreadable: 0, stops: 0, halts: [], since: performance.now() });
  };
  bench.reset();
  bench.take = () => ({
    bytes: bench.bytes,
    unreadable: bench.unreadable,
    samples: bench.samples,
    stops: bench.stops,
    halts: bench.halts,
  });
})();
