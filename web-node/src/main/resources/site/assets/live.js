// Every camera: its picture, its state and what can be asked of it.
import { call, stillSignedIn } from './api.js';
import { insertByCamera } from './frame.js';
import { AlarmHint } from './live-alarm.js';
import { CameraCard } from './live-card.js';
import { commandAll } from './live-command.js';
import { listenToKeys } from './live-keys.js';
import { Large } from './live-large.js';
import { showLoss } from './losses.js';
import { listen } from './news.js';

const grid = document.getElementById('cameras');
const empty = document.getElementById('empty');
const all = document.getElementById('all');
const cards = new Map();
const large = new Large(cards);
const hint = new AlarmHint();

function counted() {
  grid.dataset.count = cards.size;
  empty.hidden = cards.size > 0;
  all.hidden = cards.size < 2;
  if (cards.size === 1) [...cards.values()][0].detail();
}

function drop(id) {
  if (!cards.has(id)) return;
  large.gone(id);
  cards.get(id).remove();
  cards.delete(id);
  counted();
}

function show(camera) {
  showLoss(camera);
  hint.update(camera);
  if (camera.revoked) {
    drop(camera.id);
    return;
  }
  let card = cards.get(camera.id);
  if (!card) {
    card = new CameraCard(camera.id);
    cards.set(camera.id, card);
    insertByCamera(grid, card.root);
    card.update(camera);
    counted();
    if (new URLSearchParams(location.search).get('camera') === camera.id) large.follow();
    card.start();
  }
  card.update(camera);
}

async function reload() {
  try {
    const { cameras } = await call('GET', '/cameras');
    cameras.forEach(show);
    empty.hidden = cards.size > 0;
  } catch (refusal) {
    if (refusal.status === 401) await stillSignedIn();
  } finally {
    grid.setAttribute('aria-busy', 'false');
  }
}

/** The camera that keys are for: the large one, or the only one. */
function chosen() {
  return cards.get(large.camera) ?? (cards.size === 1 ? [...cards.values()][0] : null);
}

for (const button of all.querySelectorAll('[data-all]')) {
  button.addEventListener('click', async () => {
    const there = [...cards.values()].filter(({ camera }) => camera.online).map(({ id }) => id);
    button.disabled = true;
    await commandAll(there, { command: button.dataset.all });
    button.disabled = false;
  });
}

listenToKeys({
  ArrowLeft: () => large.step(-1),
  ArrowRight: () => large.step(1),
  Escape: () => { if (large.camera && !document.fullscreenElement) large.leave(); },
  digit: (number) => { if (large.names()[number - 1]) large.open(large.names()[number - 1]); },
  f: () => chosen()?.fullScreen(),
  i: () => chosen()?.pictureInPicture(),
  p: () => {
    const order = chosen()?.root.querySelector('[data-command=snapshot]:enabled');
    if (order?.checkVisibility()) order.click();
  },
  m: () => hint.toggle(),
});
document.getElementById('alarm-look').addEventListener('click', () => {
  large.open([...hint.cameras].sort()[0]);
});
listen({ camera: show, event: (event) => cards.get(event.camera)?.photo.event(event), reload });
