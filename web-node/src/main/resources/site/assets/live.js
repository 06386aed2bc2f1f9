// Every camera: its picture, its state and what can be asked of it.
import { call, stillSignedIn } from './api.js';
import { CameraCard } from './live-card.js';
import { showLoss } from './losses.js';
import { listen } from './news.js';

const grid = document.getElementById('cameras');
const empty = document.getElementById('empty');
const cards = new Map();

function show(camera) {
  let card = cards.get(camera.id);
  if (!card) {
    card = new CameraCard(camera.id);
    cards.set(camera.id, card);
    const later = [...grid.children].find((other) => other.dataset.camera > camera.id);
    grid.insertBefore(card.root, later ?? null);
    grid.dataset.count = cards.size;
    card.start();
  }
  card.update(camera);
  showLoss(camera);
  empty.hidden = true;
}

async function reload() {
  try {
    const { cameras } = await call('GET', '/cameras');
    cameras.forEach(show);
    empty.hidden = cameras.length > 0;
  } catch (refusal) {
    if (refusal.status === 401) await stillSignedIn();
  } finally {
    grid.setAttribute('aria-busy', 'false');
  }
}

listen({ camera: show, reload });
