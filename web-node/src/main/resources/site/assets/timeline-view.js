// Which part of a day the timeline shows: moments to pixels and back, zooming, the marks of the hours.
const MINUTE = 60_000;
const SHORTEST = 2 * MINUTE;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360].map((minutes) => minutes * MINUTE);

export class View {
  /** Shows from `from` to `to`, all of it. */
  constructor(from, to, width) {
    this.first = from;
    this.last = to;
    this.from = from;
    this.to = to;
    this.width = width;
  }

  get length() { return this.to - this.from; }

  get isWhole() { return this.from === this.first && this.to === this.last; }

  x(moment) { return ((moment - this.from) / this.length) * this.width; }

  moment(x) { return this.from + (x / this.width) * this.length; }

  /** Shows `factor` times as long a time; what is at `around` stays where it is. */
  zoom(factor, around) {
    const length = Math.min(this.last - this.first, Math.max(SHORTEST, this.length * factor));
    this.show(around - ((around - this.from) / this.length) * length, length);
  }

  pan(millis) { this.show(this.from + millis, this.length); }

  show(from, length) {
    this.from = Math.max(this.first, Math.min(this.last - length, from));
    this.to = this.from + length;
  }

  all() { this.show(this.first, this.last - this.first); }

  /** Moves as little as brings a moment into view. */
  reveal(moment) {
    const margin = this.length * 0.08;
    if (moment < this.from) this.pan(moment - margin - this.from);
    else if (moment > this.to) this.pan(moment + margin - this.to);
  }

  /** Moments to be labelled, at least `apart` pixels from one another. */
  ticks(apart) {
    const least = (apart / this.width) * this.length;
    const step = STEPS.find((candidate) => candidate >= least) ?? STEPS.at(-1);
    const found = [];
    let tick = this.first + Math.ceil((this.from - this.first) / step) * step;
    for (; tick <= this.to; tick += step) found.push(tick);
    return found;
  }
}
