// Days, as yyyy-mm-dd, and wall-clock times, as yyyy-mm-ddThh:mm, of the site's time zone.
import { dayOf, zone } from './text.js';

const DAY = 86_400_000;
const clockwork = new Intl.DateTimeFormat('en', {
  timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
  hour: 'numeric', minute: 'numeric', second: 'numeric',
});

// What the clocks show at a moment, as though they showed UTC.
function wall(millis) {
  const part = {};
  for (const { type, value } of clockwork.formatToParts(millis)) part[type] = Number(value);
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

/** The moment at which clocks show `local`. */
export function momentOf(local) {
  const shown = Date.parse(`${local}Z`);
  let moment = shown - (wall(shown) - shown);
  moment -= wall(moment) - shown;
  return moment;
}

export const today = () => dayOf(Date.now());

export const addDays = (day, number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) + number * DAY).toISOString().slice(0, 10);

export function addMonths(day, number) {
  const first = new Date(`${day.slice(0, 7)}-01T12:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + number);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(Number(day.slice(8)), last));
  return first.toISOString().slice(0, 10);
}

export const startOf = (day) => momentOf(`${day}T00:00`);

/** Whether it is a day of the calendar. */
export const isDay = (text) =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? '') && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
