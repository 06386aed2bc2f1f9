// The first owner, or somebody invited, chooses a password. What lets them stands in the fragment.
import { call } from './api.js';
import { entryForm } from './entry.js';
import { t } from './text.js';

const DIFFER = { slug: 'passwords-differ' };

const { form, say } = entryForm('welcome', async () => {
  if (form.password.value !== form.again.value) throw DIFFER;
  await call('POST', form.dataset.call, {
    token, user: form.user.value.trim(), password: form.password.value,
  });
  sessionStorage.removeItem(kept);
  location.replace('/history');
}, (refusal) => {
  if (refusal === DIFFER) {
    form.again.select();
    return t('passwords_differ');
  }
  if (refusal.slug === 'second-factor') {
    location.replace('/');
    return '';
  }
  if (refusal.slug === 'dead-link') return t('link_dead');
  return t(refusal.status === undefined ? 'unreachable' : 'failed', refusal.message);
});

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
