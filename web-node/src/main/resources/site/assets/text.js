// The page's texts, and times and lengths in its language and in the site's time zone.
const { texts } = document.body.dataset;
export const { zone } = document.body.dataset;
const words = JSON.parse(texts);
export const language = document.documentElement.lang;
// British or American dates: as the reader's browser prefers, within the page's language.
export const locale = navigator.languages.find((l) => l === language || l.startsWith(`${language}-`)) ?? language;

export function t(key, ...values) {
  const text = words[key] ?? key;
  return text.replace(/\{(\d)\}/g, (_, index) => values[index] ?? '');
}

/** The ends of the keys that begin so. */
export const endings = (start) =>
  Object.keys(words).filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));

export function count(key, number) {
  const form = new Intl.PluralRules(language).select(number);
  return t(`${key}_${form === 'one' ? 'one' : 'other'}`, number);
}

const formats = new Map();
function format(date, options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  }
  return formats.get(key).format(date);
}

export const clock = (date) =>
  format(date, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const minutes = (date) => format(date, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const dateAndClock = (date) => format(date, { dateStyle: 'medium', timeStyle: 'medium' });

const calendar = new Intl.DateTimeFormat('en', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit',
});

/** A wall-clock time, yyyy-mm-ddThh:mm, of whatever zone. */
export const dateAndMinutes = (local) => new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
}).format(new Date(`${local}Z`));

/** The day a moment belongs to, as yyyy-mm-dd. */
export function dayOf(date) {
  const parts = calendar.formatToParts(date);
  const part = (type) => parts.find((p) => p.type === type).value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** A day in few words. */
export function shortDay(day) {
  const now = Date.now();
  if (day === dayOf(now)) return t('today');
  if (day === dayOf(now - 86_400_000)) return t('yesterday');
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short',
    year: day.slice(0, 4) === dayOf(now).slice(0, 4) ? undefined : 'numeric',
  }).format(new Date(`${day}T12:00:00Z`));
}

export function dayName(day) {
  const now = Date.now();
  const noon = new Date(`${day}T12:00:00Z`);
  const long = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long',
    year: day.slice(0, 4) === dayOf(now).slice(0, 4) ? undefined : 'numeric',
  }).format(noon);
  const name = long.charAt(0).toLocaleUpperCase(language) + long.slice(1);
  if (day === dayOf(now)) return [t('today'), name];
  if (day === dayOf(now - 86_400_000)) return [t('yesterday'), name];
  return [name, ''];
}

export function length(millis) {
  const seconds = Math.round(millis / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
