// How every camera and this node are.
import { arrived, offerAdding } from './add-camera.js';
import { call, stillSignedIn } from './api.js';
import { element, icon, insertByCamera } from './frame.js';
import { HealthCard, showRows } from './health-card.js';
import { nodeRows } from './health-values.js';
import { showLoss } from './losses.js';
import { listen } from './news.js';
import { dateAndClock, t } from './text.js';

const NODE_MILLIS = 30_000;
const grid = document.getElementById('healths');
const empty = document.getElementById('empty');
const revoked = document.getElementById('revoked');
const own = document.getElementById('node');
const cards = new Map();
let nodeSoftware;

function showRevoked({ id, revoked: since }) {
  revoked.querySelector(`[data-camera="${id}"]`)?.remove();
  if (!since) return;
  insertByCamera(revoked, element('li', { className: 'revoked', data: { camera: id } }, icon('revoke'),
    element('div', {}, element('h2', { textContent: id }),
      element('p', { textContent: t('revoked_since', dateAndClock(new Date(since))) }))));
  cards.get(id)?.root.remove();
  cards.delete(id);
}

function show(camera) {
  showRevoked(camera);
  showLoss(camera);
  arrived(camera);
  empty.hidden = true;
  if (camera.revoked) return;
  let card = cards.get(camera.id);
  if (!card) {
    card = new HealthCard(camera.id);
    cards.set(camera.id, card);
    insertByCamera(grid, card.root);
    // The live page leads to one camera's card, which was not there when the page was opened.
    if (location.hash === `#${card.root.id}`) card.root.scrollIntoView();
    ask(camera.id);
  }
  card.update({ camera, nodeSoftware });
}

const showHealth = (news) => cards.get(news.camera)?.update({ news });

async function orSignIn(question) {
  try {
    return await question();
  } catch (refusal) {
    if (refusal.status === 401) await stillSignedIn();
    return null;
  }
}

async function ask(id) {
  const news = await orSignIn(() => call('GET', `/cameras/${id}/health`));
  if (news) showHealth(news);
}

async function askNode() {
  const node = await orSignIn(() => call('GET', '/node'));
  if (!node) return;
  own.hidden = false;
  showRows(own, nodeRows(node));
  nodeSoftware = node.software;
  for (const card of cards.values()) card.update({ nodeSoftware });
}

async function reload() {
  const list = await orSignIn(() => call('GET', '/cameras'));
  grid.setAttribute('aria-busy', 'false');
  if (!list) return;
  list.cameras.forEach(show);
  empty.hidden = list.cameras.length > 0;
  for (const id of cards.keys()) ask(id);
  askNode();
}

offerAdding(document.getElementById('add-camera-open'));
setInterval(() => { if (!document.hidden) askNode(); }, NODE_MILLIS);
listen({ camera: show, health: showHealth, reload });
