// Lets a new camera in: a name, then a code to type in on the camera.
import { call, stillSignedIn } from './api.js';
import { t } from './text.js';

const part = (name) => document.getElementById(`add-camera-${name}`);
const dialog = document.getElementById('add-camera');
let awaited = null;
let timer = 0;

function begin() {
  part('name-part').hidden = false;
  part('code-part').hidden = true;
  part('go').hidden = false;
  part('error').textContent = '';
  part('form').reset();
  dialog.showModal();
}

/** Whoever looks over a shoulder later must not find the code, and nobody is to use it. */
function end() {
  clearInterval(timer);
  if (awaited) call('DELETE', `/pairings/${awaited}`).catch(() => {});
  awaited = null;
  part('code').textContent = '';
}

async function open() {
  const camera = part('name').value.trim();
  try {
    const opened = await call('POST', '/pairings', { camera, replace: part('replace').checked });
    if (!dialog.open) return;
    awaited = opened.camera;
    show(opened);
  } catch (refusal) {
    if (refusal.status === 401) await stillSignedIn();
    part('error').textContent = refusal.status === undefined ? t('unreachable') : t('failed', refusal.message);
    part('name').focus();
  }
}

function show({ code, seconds }) {
  part('name-part').hidden = true;
  part('code-part').hidden = false;
  part('go').hidden = true;
  part('host').textContent = location.hostname;
  part('code').textContent = code;
  part('code').focus();
  const until = performance.now() + seconds * 1000;
  const tick = () => {
    const minutes = Math.ceil((until - performance.now()) / 60_000);
    part('state').textContent = minutes > 0 ? t('add_camera_waits', minutes) : t('add_camera_over');
    if (minutes <= 0) clearInterval(timer);
  };
  timer = setInterval(tick, 10_000);
  tick();
}

/** A camera is there: perhaps the one that is waited for. */
export function arrived({ id, online }) {
  if (id !== awaited || !online) return;
  clearInterval(timer);
  awaited = null;
  part('code').textContent = '';
  part('state').textContent = t('add_camera_here', id);
}

export function offerAdding(button) {
  button.addEventListener('click', begin);
  part('form').addEventListener('submit', (submit) => {
    submit.preventDefault();
    open();
  });
  part('close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', end);
}
