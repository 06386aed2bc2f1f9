// Amounts in the page's language.
import { locale, t } from './text.js';

const number = (value, options) => new Intl.NumberFormat(locale, options).format(value);

const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
export function bytes(amount) {
  let value = amount;
  let unit = 0;
  while (value >= 1000 && unit < BYTES.length - 1) { value /= 1000; unit += 1; }
  return number(value, { style: 'unit', unit: BYTES[unit], unitDisplay: 'short', maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 });
}

/** Bits per second, as lines are sold. */
export function speed(bytesPerSecond) {
  const mbit = bytesPerSecond * 8 / 1e6;
  return t('h_mbit', number(mbit, { maximumFractionDigits: mbit < 10 ? 1 : 0 }));
}

export const decimal = (value, digits = 1) => number(value, { maximumFractionDigits: digits });

export const percent = (value) => number(value, { style: 'percent', maximumFractionDigits: 0 });

export const celsius = (value) => number(value, { style: 'unit', unit: 'celsius', maximumFractionDigits: 0 });

const STEPS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];
/** A duration by its largest unit, and the next one where the first is small. */
export function duration(seconds) {
  const first = STEPS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return millis(seconds * 1000);
  const part = (value, unit) => number(Math.floor(value), { style: 'unit', unit, unitDisplay: 'long' });
  const [unit, size] = STEPS[first];
  const count = Math.floor(seconds / size);
  const [nextUnit, nextSize] = STEPS[first + 1] ?? [];
  const rest = nextSize ? Math.floor((seconds - count * size) / nextSize) : 0;
  return count < 3 && rest > 0 ? `${part(count, unit)} ${part(rest, nextUnit)}` : part(count, unit);
}

export function millis(value) {
  if (value >= 10_000) return duration(value / 1000);
  const options = { style: 'unit', unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 };
  return value < 1000 ? number(value, { ...options, unit: 'millisecond' })
    : number(value / 1000, { ...options, unit: 'second', maximumFractionDigits: 1 });
}
