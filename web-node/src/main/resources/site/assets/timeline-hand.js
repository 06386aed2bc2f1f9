// What mouse, fingers and keys do to the timeline: scrub, pan, zoom, open.
const WHEEL_REST_MILLIS = 400;

/**
 * chart: {view(), redraw(), look(x, y), away(), pick(x, y), setHead(moment), head(), step(by), open()}.
 * `look` shows what is there, `pick` takes it.
 */
export function handle(stage, slider, chart) {
  const fingers = new Map();
  let pinch = null;
  let dragging = false;
  const place = (e) => {
    const box = stage.getBoundingClientRect();
    return [Math.min(Math.max(e.clientX - box.left, 0), box.width), e.clientY - box.top];
  };
  const scrub = (e) => {
    const [x, y] = place(e);
    chart.setHead(chart.view().moment(x));
    chart.look(x, y);
  };
  const grip = () => {
    const [a, b] = [...fingers.values()].map((e) => place(e)[0]);
    return { middle: (a + b) / 2, apart: Math.max(20, Math.abs(a - b)) };
  };

  stage.addEventListener('pointerdown', (e) => {
    if (e.button !== 0) return;
    fingers.set(e.pointerId, e);
    stage.setPointerCapture(e.pointerId);
    if (fingers.size === 2) {
      dragging = false;
      chart.away();
      pinch = grip();
    } else if (fingers.size === 1) {
      dragging = true;
      scrub(e);
    }
  });
  stage.addEventListener('pointermove', (e) => {
    if (fingers.has(e.pointerId)) fingers.set(e.pointerId, e);
    if (pinch && fingers.size === 2) {
      const now = grip();
      const view = chart.view();
      view.zoom(pinch.apart / now.apart, view.moment(now.middle));
      view.pan(((pinch.middle - now.middle) / view.width) * view.length);
      pinch = now;
      chart.redraw();
    } else if (dragging) {
      scrub(e);
    } else if (e.pointerType === 'mouse' && !fingers.size) {
      chart.look(...place(e));
    }
  });
  const release = (e) => {
    const took = dragging && fingers.has(e.pointerId);
    fingers.delete(e.pointerId);
    if (!fingers.size) pinch = null;
    dragging = false;
    if (took && e.type === 'pointerup') chart.pick(...place(e));
    if (e.pointerType !== 'mouse' || e.type === 'pointercancel') chart.away();
  };
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', release);
  stage.addEventListener('pointerleave', () => { if (!fingers.size) chart.away(); });

  // A page that is being scrolled goes on scrolling where the timeline comes under the mouse.
  let elsewhere = 0;
  addEventListener('wheel', (e) => { if (!stage.contains(e.target)) elsewhere = e.timeStamp; }, { passive: true });
  stage.addEventListener('wheel', (e) => {
    const view = chart.view();
    const sideways = Math.abs(e.deltaX) > Math.abs(e.deltaY) || e.shiftKey;
    if (e.timeStamp - elsewhere < WHEEL_REST_MILLIS) {
      elsewhere = e.timeStamp;
      return;
    }
    if (view.isWhole && (sideways || e.deltaY > 0)) return;
    e.preventDefault();
    if (sideways) view.pan(((e.deltaX || e.deltaY) / view.width) * view.length);
    else view.zoom(1.0025 ** Math.max(-200, Math.min(200, e.deltaY)), view.moment(place(e)[0]));
    chart.redraw();
  }, { passive: false });

  const move = (part) => {
    const view = chart.view();
    chart.setHead(chart.head() + view.length * part);
  };
  const zoom = (factor) => {
    chart.view().zoom(factor, chart.head());
    chart.redraw();
  };
  const keys = {
    ArrowLeft: () => move(-1 / 96),
    ArrowRight: () => move(1 / 96),
    ArrowDown: () => move(-1 / 24),
    ArrowUp: () => move(1 / 24),
    PageDown: () => chart.step(-1),
    PageUp: () => chart.step(1),
    Home: () => chart.setHead(chart.view().first),
    End: () => chart.setHead(chart.view().last - 1),
    '+': () => zoom(0.5),
    '-': () => zoom(2),
    0: () => { chart.view().all(); chart.redraw(); },
    Enter: () => chart.open(),
    ' ': () => chart.open(),
  };
  slider.addEventListener('keydown', (e) => {
    const does = keys[e.key];
    if (!does || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    e.stopPropagation();
    does();
    if (!['Enter', ' '].includes(e.key)) chart.look(chart.view().x(chart.head()), 0);
  });
  slider.addEventListener('blur', () => chart.away());
}

