// The keyboard, as the list behind the question mark has it.
import { editNote, remove, star } from './custody.js';
import { all, known, loadFurther, neighbour } from './history-list.js';
import { pressed, showKeys } from './keys.js';
import * as player from './player.js';

const isTyping = (target) =>
  target.closest('textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])');
const focused = () => known(document.activeElement?.closest?.('.card')?.dataset.event);
const buttonOf = (event) => document.querySelector(`.card[data-event="${event?.id}"]`);

function focus(event) {
  if (!event) return false;
  const button = buttonOf(event);
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: 'nearest' });
  return true;
}

// The card above or below, as they lie on the screen.
function row(step) {
  const here = document.activeElement.getBoundingClientRect();
  const candidates = all().map(({ button }) => ({ button, box: button.getBoundingClientRect() }))
    .filter(({ box }) => (step > 0 ? box.top > here.top + 4 : box.top < here.top - 4));
  const distance = ({ box }) => Math.abs(box.top - here.top) * 100 + Math.abs(box.left - here.left);
  candidates.sort((a, b) => distance(a) - distance(b));
  return known(candidates[0]?.button.dataset.event);
}

async function go(step, of) {
  const from = focused();
  if (!from) return focus(all().map(({ event }) => event).sort((a, b) => Date.parse(b.shown) - Date.parse(a.shown))[0]);
  if (focus(of ?? neighbour(from, step))) return true;
  if (step > 0) await loadFurther();
  return step > 0 && focus(neighbour(from, step));
}

const inPlayer = {
  ' ': () => player.toggle(),
  ArrowLeft: () => player.seek(-1),
  ArrowRight: () => player.seek(1),
  ',': () => player.stepFrame(-1),
  '.': () => player.stepFrame(1),
  j: () => document.getElementById('player-older').click(),
  k: () => document.getElementById('player-newer').click(),
  f: () => player.toggleFullScreen(),
  s: () => star(player.onShow()),
  n: () => editNote(),
  Delete: () => remove(player.onShow()),
  '?': showKeys,
};
const inList = {
  j: () => go(1),
  k: () => go(-1),
  s: () => focused() && star(focused()),
  Delete: () => focused() && remove(focused()),
  '?': showKeys,
};
const onCard = {
  ArrowRight: () => go(1),
  ArrowLeft: () => go(-1),
  ArrowDown: () => go(1, row(1)),
  ArrowUp: () => go(-1, row(-1)),
};

document.addEventListener('keydown', (e) => {
  const key = isTyping(e.target) ? null : pressed(e);
  if (!key) return;
  const playing = player.onShow();
  const modal = document.querySelector('dialog:modal');
  if (modal && modal.id !== 'player') return;
  // A button that has the focus keeps its space bar.
  if (playing && key === ' ' && e.target.closest('button, a, summary, input')) return;
  const does = playing ? inPlayer[key] : inList[key] ?? (focused() && onCard[key]);
  if (!does) return;
  e.preventDefault();
  does();
});
