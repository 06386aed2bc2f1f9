// Every camera: its picture, its state and what can be asked of it.
import { call, stillSignedIn } from './api.js';
import { element, icon } from './frame.js';
import { CameraCard } from './live-card.js';
import { showLoss } from './losses.js';
import { listen } from './news.js';
import { dateAndClock, t } from './text.js';

const grid = document.getElementById('cameras');
const empty = document.getElementById('empty');
const revoked = document.getElementById('revoked');
const cards = new Map();

function insert(list, root) {
  list.insertBefore(root, [...list.children].find((o) => o.dataset.camera > root.dataset.camera) ?? null);
}

function showRevoked({ id, revoked: since }) {
  revoked.querySelector(`[data-camera="${id}"]`)?.remove();
  if (since) {
    insert(revoked, element('li', { className: 'revoked', data: { camera: id } }, icon('revoke'),
      element('div', {}, element('h2', { textContent: id }),
        element('p', { textContent: t('revoked_since', dateAndClock(new Date(since))) }))));
    cards.get(id)?.remove();
    cards.delete(id);
    grid.dataset.count = cards.size;
  }
}

function show(camera) {
  showRevoked(camera);
  showLoss(camera);
  empty.hidden = true;
  if (camera.revoked) return;
  let card = cards.get(camera.id);
  if (!card) {
    card = new CameraCard(camera.id);
    cards.set(camera.id, card);
    insert(grid, card.root);
    grid.dataset.count = cards.size;
    card.start();
  }
  card.update(camera);
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
