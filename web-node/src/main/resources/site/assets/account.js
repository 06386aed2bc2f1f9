// One's own account: password, second factor, sessions, tokens.
import { call } from './api.js';
import { complain, reason } from './failure.js';
import { ask, element, toast } from './frame.js';
import { dateAndClock, t } from './text.js';
import { people } from './people.js';
import { drawn } from './qr.js';

const part = (id) => document.getElementById(id);
let own;

/** Does what a button or form asks for, and says where it was refused. */
export async function attempt(work) {
  try {
    await work();
  } catch (refusal) {
    await complain(refusal, () => {
      if (refusal.slug === 'wrong-password') return t('wrong_password');
      return refusal.status === 429 ? t('too_many', refusal.retryAfter) : reason(refusal);
    });
  }
}

/** Shows something that nobody can see again. */
export function once(title, hint, { secret, codes }) {
  part('once-title').textContent = title;
  part('once-hint').textContent = hint;
  part('once-secret').textContent = secret ?? '';
  part('once-secret').hidden = !secret;
  part('once-codes').replaceChildren(...(codes ?? []).map((c) => element('li', {}, element('code', { textContent: c }))));
  part('once-codes').hidden = !codes;
  part('once-copy').onclick = async () => {
    await navigator.clipboard?.writeText(secret ?? codes.join('\n'));
    toast(t('copied'));
  };
  part('once').showModal();
}
part('once').addEventListener('close', () => {
  part('once-secret').textContent = '';
  part('once-codes').replaceChildren();
});

/** Opens a dialog's form; answers it when it is sent, or null. */
export function filled(dialog) {
  const form = dialog.querySelector('form');
  dialog.showModal();
  return new Promise((resolve) => {
    const done = (result) => {
      form.onsubmit = null;
      dialog.onclose = null;
      resolve(result);
    };
    form.onsubmit = (e) => { e.preventDefault(); done(form); dialog.close(); };
    dialog.onclose = () => done(null);
  });
}
for (const button of document.querySelectorAll('[data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}

async function ownPassword() {
  part('own').value = '';
  const form = await filled(part('own-password'));
  const password = form?.own.value;
  part('own').value = '';
  return password;
}

// A change of the account gives this browser another session.
function renewed(csrf) {
  document.body.dataset.csrf = csrf;
  for (const field of document.querySelectorAll('input[name=csrf]')) field.value = csrf;
}

export function line(text, small, ...buttons) {
  return element('li', {},
    element('div', { className: 'line-text' }, element('b', { textContent: text }), element('small', { textContent: small })),
    element('div', { className: 'line-acts' }, ...buttons));
}

export function act(text, work, name = text, danger = false) {
  const button = element('button', { type: 'button', textContent: text, className: danger ? 'danger' : '', 'aria-label': name });
  button.addEventListener('click', () => attempt(work));
  return button;
}

async function show() {
  own = await call('GET', '/account');
  part('account-role').textContent = t(`role_${own.role}`);
  part('factor-state').textContent = t(own.secondFactor ? 'factor_is_on' : 'factor_is_off');
  part('factor-state').dataset.state = own.secondFactor ? 'up' : '';
  part('factor-on').hidden = own.secondFactor;
  part('factor-off').hidden = !own.secondFactor;
  part('factor-left').hidden = !own.secondFactor;
  part('factor-left').textContent = t('factor_left', own.recoveryCodes);
  await Promise.all([sessions(), tokens()]);
}

const BROWSERS = [[/Edg/, 'Edge'], [/OPR|Opera/, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari']];
const SYSTEMS = [[/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux']];

function browser(agent) {
  const known = [BROWSERS, SYSTEMS].map((list) => list.find(([pattern]) => pattern.test(agent))?.[1]);
  return known.filter(Boolean).join(' · ') || agent.slice(0, 40) || t('session_script');
}

async function sessions() {
  const { sessions: all } = await call('GET', '/account/sessions');
  part('sessions').replaceChildren(...all.map((s) => line(
    browser(s.agent),
    `${s.address} · ${t('session_times', dateAndClock(new Date(s.since)), dateAndClock(new Date(s.seen)))}`,
    s.own ? element('span', { className: 'badge', data: { state: 'up' }, textContent: t('session_own') })
      : act(t('sign_out'), async () => { await call('DELETE', `/account/sessions/${s.id}`); await sessions(); },
        t('sign_out_of', browser(s.agent)), true),
  )));
}

async function tokens() {
  const { tokens: all } = await call('GET', '/account/tokens');
  part('tokens').replaceChildren(...all.map((token) => line(
    token.name,
    `${token.rights.map((r) => t(`right_${r}`)).join(', ')} · ${t('since', dateAndClock(new Date(token.since)))}`,
    act(t('token_end'), async () => {
      if (!await ask('confirm', t('token_end_question', token.name))) return;
      await call('DELETE', `/account/tokens/${token.id}`);
      await tokens();
    }, t('token_end_of', token.name), true),
  )));
}

part('password-form').addEventListener('submit', (e) => {
  e.preventDefault();
  const form = e.target;
  attempt(async () => {
    const { csrf } = await call('POST', '/account/password', { old: form.old.value, password: form.fresh.value });
    renewed(csrf);
    form.reset();
    toast(t('password_done'));
    await sessions();
  });
});

part('factor-on').addEventListener('click', () => attempt(async () => {
  const password = await ownPassword();
  if (!password) return;
  const { secret, qr } = await call('POST', '/account/second-factor', { password });
  part('factor-qr').replaceChildren(drawn(qr, t('factor_qr')));
  part('factor-secret').textContent = secret.replace(/.{4}(?=.)/g, '$& ');
  part('factor-code').value = '';
  const form = await filled(part('factor'));
  part('factor-qr').replaceChildren();
  part('factor-secret').textContent = '';
  if (!form) return;
  const { recoveryCodes, csrf } = await call('POST', '/account/second-factor/confirm', { code: form.code.value });
  renewed(csrf);
  await show();
  once(t('codes_title'), t('codes_hint'), { codes: recoveryCodes });
}));

part('factor-off').addEventListener('click', () => attempt(async () => {
  const password = await ownPassword();
  if (!password) return;
  renewed((await call('POST', '/account/second-factor/remove', { password })).csrf);
  await show();
}));

part('everywhere').addEventListener('click', () => attempt(async () => {
  if (!await ask('confirm', t('everywhere_question'))) return;
  await call('DELETE', '/account/sessions');
  location.assign('/');
}));

part('token-new').addEventListener('click', () => attempt(async () => {
  part('token-name').value = '';
  part('token-rights').replaceChildren(...own.rights.map((right) => element('label', { className: 'tick' },
    element('input', { type: 'checkbox', name: 'right', value: right, checked: right === 'look' }), t(`right_${right}`))));
  const form = await filled(part('token'));
  if (!form) return;
  const rights = [...form.querySelectorAll('[name=right]:checked')].map((box) => box.value);
  const { token } = await call('POST', '/account/tokens', { name: part('token-name').value, rights, cameras: null });
  await tokens();
  once(t('token_title'), t('token_hint'), { secret: token });
}));

await attempt(show);
if (document.body.dataset.rights.split(' ').includes('administer')) await attempt(people);
