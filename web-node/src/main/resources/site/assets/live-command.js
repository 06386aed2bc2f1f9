// What is asked of cameras, and what is said when it is not done.
import { call, stillSignedIn } from './api.js';
import { complain, reasonOfCamera } from './failure.js';
import { toast } from './frame.js';
import { t } from './text.js';

export const command = (camera, body) => call('POST', `/cameras/${camera}/commands`, body);

export const explain = (refusal) => complain(refusal, reasonOfCamera);

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
    const words = refusals.map(({ refusal, camera }) => `${camera}: ${reasonOfCamera(refusal)}`).join(' ');
    toast(t('all_but', words), 'bad');
  }
}
