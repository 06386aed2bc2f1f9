// Says above each page which cameras have been lost, and lets a person say that one is to be trusted.
import { call } from './api.js';
import { complain } from './failure.js';
import { element, icon, toast } from './frame.js';
import { revoke } from './revoke.js';
import { dateAndClock, t } from './text.js';

const box = document.getElementById('losses');
const notices = new Map();

async function confirm(camera, button) {
  button.disabled = true;
  try {
    showLoss(await call('POST', `/cameras/${camera}/confirm`));
    toast(t('done'));
  } catch (refusal) {
    button.disabled = false;
    await complain(refusal);
  }
}

export function showLoss(camera) {
  const text = camera.loss
    && t(camera.online ? 'loss_back' : 'loss_lasts', camera.id, dateAndClock(new Date(camera.loss.since)));
  const former = notices.get(camera.id);
  if (former?.dataset.text === (text ?? undefined)) return;
  former?.remove();
  notices.delete(camera.id);
  if (!text) return;
  const notice = element('div', { className: 'loss', data: { camera: camera.id, text } },
    icon('camera-lost'), element('p', { textContent: text }));
  const choices = element('div', { className: 'choices' });
  if (camera.online) {
    const button = element('button', { type: 'button', textContent: t('loss_confirm'), data: { right: 'mark' } });
    button.addEventListener('click', () => confirm(camera.id, button));
    choices.append(button);
  }
  const away = element('button', { type: 'button', textContent: t('revoke'), data: { action: 'revoke' } });
  away.addEventListener('click', () => revoke(camera.id));
  choices.append(away);
  notice.append(choices);
  notices.set(camera.id, notice);
  box.append(notice);
}
