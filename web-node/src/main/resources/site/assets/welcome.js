// The first owner, or somebody invited, chooses a password. What lets them stands in the fragment.
import { call } from './api.js';
import { t } from './text.js';

const form = document.getElementById('welcome');
const error = document.getElementById('welcome-error');
const button = document.getElementById('welcome-button');
// A choice of language leads here again without a fragment.
const kept = `vigia${location.pathname}`;
const link = location.hash.slice(1) || sessionStorage.getItem(kept) || '';
if (link) sessionStorage.setItem(kept, link);
history.replaceState(null, '', location.pathname);
const setup = form.dataset.call === '/setup';
const cut = link.lastIndexOf(':');
const token = setup ? link : link.slice(cut + 1);
if (!setup) form.user.value = link.slice(0, Math.max(cut, 0));
if (!token) say(t('link_incomplete'));

function say(text) {
  error.textContent = text;
  error.hidden = !text;
}

form.addEventListener('submit', async (e) => {
  e.preventDefault();
  say('');
  if (form.password.value !== form.again.value) {
    say(t('passwords_differ'));
    form.again.select();
    return;
  }
  button.disabled = true;
  try {
    await call('POST', form.dataset.call, {
      token, user: form.user.value.trim(), password: form.password.value,
    });
    sessionStorage.removeItem(kept);
    location.replace('/history');
  } catch (refusal) {
    button.disabled = false;
    if (refusal.slug === 'second-factor') location.replace('/');
    else if (refusal.slug === 'dead-link') say(t('link_dead'));
    else if (refusal.status === undefined) say(t('unreachable'));
    else say(t('failed', refusal.message));
  }
});
