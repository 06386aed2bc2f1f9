// What is asked of a camera, and what is said when it is not done.
import { call, stillSignedIn } from './api.js';
import { toast } from './frame.js';
import { t } from './text.js';

export const command = (camera, body) => call('POST', `/cameras/${camera}/commands`, body);

/** Why a camera has not obeyed, in words. */
export function reason(refusal) {
  return {
    undefined: () => t('unreachable'),
    409: () => t('refused', refusal.message),
    503: () => t('offline'),
    504: () => t('timed_out'),
  }[refusal.status]?.() ?? t('failed', refusal.message);
}

export async function explain(refusal) {
  if (refusal.status === 401) await stillSignedIn();
  else toast(reason(refusal), 'bad');
}

/** Asks the same of several cameras at once, and says how many have obeyed. */
export async function commandAll(cameras, body) {
  const answers = await Promise.allSettled(cameras.map((camera) => command(camera, body)));
  const refusals = answers.map(({ reason: refusal }, i) => refusal && { refusal, camera: cameras[i] })
    .filter(Boolean);
  if (refusals.length === 0) {
    toast(t('done'));
  } else if (refusals.some(({ refusal }) => refusal.status === 401)) {
    await stillSignedIn();
  } else {
    const words = refusals.map(({ refusal, camera }) => `${camera}: ${reason(refusal)}`).join(' ');
    toast(t('all_but', words), 'bad');
  }
}
