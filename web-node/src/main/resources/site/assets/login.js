import { call } from './api.js';
import { entryForm } from './entry.js';
import { t } from './text.js';

const step = document.getElementById('code-step');

const { form } = entryForm('login', async () => {
  const credentials = { user: form.user.value.trim(), password: form.password.value };
  if (!step.hidden) credentials.code = form.code.value.trim();
  await call('POST', '/session', credentials);
  location.replace(wanted);
}, (refusal) => {
  if (refusal.slug === 'second-factor') {
    step.hidden = false;
    form.code.required = true;
    form.code.focus();
    return '';
  }
  if (refusal.slug === 'wrong-code') {
    form.code.select();
    return t('wrong_code');
  }
  form.password.select();
  if (refusal.status === 401) return t('wrong_credentials');
  if (refusal.status === 429) return t('too_many', refusal.retryAfter);
  return t(refusal.status === undefined ? 'unreachable' : 'failed', refusal.message);
});

// A link in an alert names its event behind the hash, which no server sees.
const wanted = form.dataset.next + (/^#[0-9a-f-]{36}$/.test(location.hash) ? location.hash : '');

// Browsers keep the session's cookie from a click on another site, as in a messenger's page; this request has it.
if (location.search.includes('next=')) call('GET', '/session').then(() => location.replace(wanted), () => {});
