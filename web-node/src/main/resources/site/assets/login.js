import { call } from './api.js';
import { t } from './text.js';

const form = document.getElementById('login');
const error = document.getElementById('login-error');
const button = document.getElementById('login-button');

// A link in an alert names its event behind the hash, which no server sees.
const wanted = form.dataset.next + (/^#[0-9a-f-]{36}$/.test(location.hash) ? location.hash : '');

function say(text) {
  error.textContent = text;
  error.hidden = !text;
}

form.addEventListener('submit', async (e) => {
  e.preventDefault();
  say('');
  button.disabled = true;
  try {
    await call('POST', '/session', { user: form.user.value.trim(), password: form.password.value });
    location.replace(wanted);
  } catch (refusal) {
    button.disabled = false;
    if (refusal.status === 401) say(t('wrong_credentials'));
    else if (refusal.status === 429) say(t('too_many', refusal.retryAfter));
    else if (refusal.status === undefined) say(t('unreachable'));
    else say(t('failed', refusal.message));
    form.password.select();
  }
});
