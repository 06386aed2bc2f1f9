// Invites somebody to give a camera orders through Telegram.
import { call } from './api.js';
import { complain, reasonOfCamera } from './failure.js';
import { drawn } from './qr.js';
import { t } from './text.js';

const part = (name) => document.getElementById(`pair-${name}`);

export function pair(camera) {
  const dialog = document.getElementById('pair');
  part('title').textContent = t('pair_title', camera);
  part('roles').hidden = false;
  part('code').hidden = true;
  for (const button of part('roles').querySelectorAll('[data-role]')) {
    button.onclick = () => invite(dialog, camera, button.dataset.role);
  }
  // Whoever looks over a shoulder later must not find it.
  dialog.addEventListener('close', forget, { once: true });
  dialog.showModal();
}

function forget() {
  part('qr').replaceChildren();
  part('link').removeAttribute('href');
}

async function invite(dialog, camera, role) {
  try {
    const { link, qr } = await call('POST', `/cameras/${camera}/telegram/invitations`, { role });
    if (!dialog.open) return;
    part('qr').replaceChildren(drawn(qr, t('pair_qr')));
    part('link').href = link;
    part('roles').hidden = true;
    part('code').hidden = false;
  } catch (refusal) {
    dialog.close();
    await complain(refusal, reasonOfCamera);
  }
}
