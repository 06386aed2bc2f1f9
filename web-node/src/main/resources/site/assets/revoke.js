// Takes a camera's key away, after asking.
import { call } from './api.js';
import { complain } from './failure.js';
import { ask, toast } from './frame.js';
import { t } from './text.js';

export async function revoke(camera) {
  if (!await ask('revoke', t('revoke_question', camera))) return;
  try {
    await call('POST', `/cameras/${camera}/revoke`);
    toast(t('revoke_done', camera));
  } catch (refusal) {
    await complain(refusal);
  }
}
