// What a page says when a request has failed.
import { stillSignedIn } from './api.js';
import { toast } from './frame.js';
import { t } from './text.js';

/** Why a request was not done, in words. */
export const reason = (refusal) => t(refusal.status === undefined ? 'unreachable' : 'failed', refusal.message);

/** Why a camera has not obeyed, in words. */
export function reasonOfCamera(refusal) {
  return {
    409: () => t('refused', refusal.message),
    503: () => t('offline'),
    504: () => t('timed_out'),
  }[refusal.status]?.() ?? reason(refusal);
}

/** Leads to the start page where the session is over; says otherwise why it did not work. */
export async function complain(refusal, words = reason) {
  if (refusal.status === 401) await stillSignedIn();
  else toast(words(refusal), 'bad');
}
