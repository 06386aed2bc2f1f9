// What a page says when a request has failed.
import { stillSignedIn } from './api.js';
import { toast } from './frame.js';
import { t } from './text.js';

/** Leads to the start page where the session is over; says otherwise why it did not work. */
export async function complain(refusal) {
  if (refusal.status === 401) await stillSignedIn();
  else toast(t(refusal.status === undefined ? 'unreachable' : 'failed', refusal.message), 'bad');
}
