// A month to choose a day from, its days marked that have events. A grid as the ARIA authoring guide has it.
import { call } from './api.js';
import { addDays, addMonths, today } from './days.js';
import { complain } from './failure.js';
import { element } from './frame.js';
import { change, state } from './history-state.js';
import { count, language, locale, t } from './text.js';

const dialog = document.getElementById('calendar');
const grid = document.getElementById('calendar-grid');
const title = document.getElementById('calendar-title');
const format = (day, options) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(`${day}T12:00:00Z`));
const capital = (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
const info = new Intl.Locale(locale);
const firstWeekday = (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 1;
const weekday = (day) => (new Date(`${day}T12:00:00Z`).getUTCDay() - firstWeekday + 7) % 7;
let marks = new Map();
let focused = today();
let asked = 0;

function cell(day, month) {
  if (day.slice(0, 7) !== month) return element('td');
  const mark = marks.get(day);
  const button = element('button', { type: 'button', tabIndex: day === focused ? 0 : -1, data: { day } },
    element('span', { textContent: Number(day.slice(8)) }));
  if (mark) button.append(element('small', { textContent: mark.events }));
  button.classList.toggle('has-unseen', Boolean(mark?.unseen));
  button.disabled = day > today();
  button.setAttribute('aria-label', [format(day, { dateStyle: 'full' }), mark ? count('count', mark.events) : t('count_none'),
    ...(mark?.unseen ? [count('count_unseen', mark.unseen)] : [])].join(', '));
  if (day === today()) button.setAttribute('aria-current', 'date');
  return element('td', { ariaSelected: String(day === (state.day ?? today())) }, button);
}

function draw() {
  const month = focused.slice(0, 7);
  let day = addDays(`${month}-01`, -weekday(`${month}-01`));
  title.textContent = capital(format(focused, { month: 'long', year: 'numeric' }));
  const week = Array.from({ length: 7 }, (_, i) => addDays(day, i));
  const rows = [element('tr', {}, ...week.map((one) => element('th', {
    scope: 'col', abbr: format(one, { weekday: 'long' }), textContent: format(one, { weekday: 'narrow' }),
  })))];
  while (day.slice(0, 7) <= month) {
    rows.push(element('tr', {}, ...Array.from({ length: 7 }, (_, i) => cell(addDays(day, i), month))));
    day = addDays(day, 7);
  }
  grid.replaceChildren(...rows);
}

const focus = () => grid.querySelector(`[data-day="${focused}"]`)?.focus();

async function fetchMarks() {
  const mine = ++asked;
  const from = `${focused.slice(0, 7)}-01`;
  const query = new URLSearchParams({ from, to: addMonths(from, 1) });
  state.camera.forEach((name) => query.append('camera', name));
  try {
    const { days } = await call('GET', `/days?${query}`);
    if (mine !== asked) return;
    marks = new Map(days.map((entry) => [entry.day, entry]));
    const held = grid.contains(document.activeElement);
    draw();
    if (held) focus();
  } catch (refusal) {
    await complain(refusal);
  }
}

function go(day, take = true) {
  const former = focused.slice(0, 7);
  focused = day > today() ? today() : day;
  if (focused.slice(0, 7) !== former) marks = new Map();
  draw();
  if (take) focus();
  if (focused.slice(0, 7) !== former) fetchMarks();
}

const KEYS = {
  ArrowLeft: () => addDays(focused, -1),
  ArrowRight: () => addDays(focused, 1),
  ArrowUp: () => addDays(focused, -7),
  ArrowDown: () => addDays(focused, 7),
  Home: () => addDays(focused, -weekday(focused)),
  End: () => addDays(focused, 6 - weekday(focused)),
  PageUp: (e) => addMonths(focused, e.shiftKey ? -12 : -1),
  PageDown: (e) => addMonths(focused, e.shiftKey ? 12 : 1),
};

grid.addEventListener('keydown', (e) => {
  if (!KEYS[e.key]) return;
  e.preventDefault();
  go(KEYS[e.key](e));
});
grid.addEventListener('click', (e) => {
  const { day } = e.target.closest('button')?.dataset ?? {};
  if (!day) return;
  dialog.close();
  change({ day: day === today() ? null : day });
});
document.getElementById('calendar-former').addEventListener('click', () => go(addMonths(focused, -1), false));
document.getElementById('calendar-latter').addEventListener('click', () => go(addMonths(focused, 1), false));
document.getElementById('calendar-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (e) => { if (e.target === dialog) dialog.close(); });

export function openCalendar() {
  focused = state.day ?? today();
  marks = new Map();
  draw();
  dialog.showModal();
  focus();
  fetchMarks();
}
