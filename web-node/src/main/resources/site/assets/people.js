// For owners: everybody's accounts, and what was done.
import { call } from './api.js';
import { detailInWords } from './audit-words.js';
import { act, attempt, filled, line, once } from './account.js';
import { ask, element, toast } from './frame.js';
import { dateAndClock, t } from './text.js';

const part = (id) => document.getElementById(id);
let cameras = [];
let next = null;

export async function people() {
  ({ cameras } = await call('GET', '/cameras'));
  await list();
  await audit();
}

async function list() {
  const { accounts } = await call('GET', '/accounts');
  part('people').replaceChildren(...accounts.map((account) => {
    const small = [t(`role_${account.role}`), account.cameras ? account.cameras.join(', ') : t('cameras_all')];
    if (account.secondFactor) small.push(t('factor_short'));
    if (!account.password) small.push(t(account.invitedUntil ? 'person_invited' : 'person_no_password'));
    return line(account.user, small.join(' · '),
      act(t('person_change'), () => change(account), t('person_change_of', account.user)),
      act(t('person_link'), () => link(account.user), t('person_link_of', account.user)),
      ...(account.secondFactor ? [act(t('factor_off'), () => dropFactor(account.user), t('factor_off_of', account.user))] : []),
      act(t('person_close'), () => close(account.user), t('person_close_of', account.user), true));
  }));
}

function roleChanged() {
  const role = part('person-role').value;
  part('role-hint').textContent = t(`role_${role}_may`);
  part('person-cameras').hidden = role === 'owner';
}
part('person-role').addEventListener('change', roleChanged);

async function wanted(title, account) {
  part('person-title').textContent = title;
  part('person-name').value = account?.user ?? '';
  part('person-name').readOnly = Boolean(account);
  part('person-role').value = account?.role ?? 'viewer';
  const names = new Set([...cameras.map((c) => c.id), ...(account?.cameras ?? [])]);
  const tick = (value, text, checked) => element('label', { className: 'tick' },
    element('input', { type: 'checkbox', value, checked }), text);
  const all = tick('', t('cameras_all'), !account?.cameras);
  const ticks = [...names].map((name) => tick(name, name, account?.cameras?.includes(name) ?? false));
  part('camera-ticks').replaceChildren(all, ...ticks);
  part('camera-ticks').onchange = (e) => {
    // All of them, those to come included, is not the same as every one of today's.
    if (e.target.value === '') for (const label of ticks) label.firstChild.checked = false;
    else all.firstChild.checked = !ticks.some((label) => label.firstChild.checked);
  };
  roleChanged();
  if (!await filled(part('person'))) return null;
  const role = part('person-role').value;
  const chosen = ticks.map((label) => label.firstChild).filter((box) => box.checked).map((box) => box.value);
  return {
    user: part('person-name').value.trim(), role,
    cameras: role === 'owner' || all.firstChild.checked ? null : chosen,
  };
}

function showLink(user, { link: path }) {
  once(t('link_title', user), t('link_hint'), { secret: new URL(path, location.origin).href });
}

async function link(user) {
  showLink(user, await call('POST', `/accounts/${user}/invitation`));
  await list();
}

async function change(account) {
  const answer = await wanted(t('person_change_of', account.user), account);
  if (!answer) return;
  await call('POST', `/accounts/${account.user}`, { role: answer.role, cameras: answer.cameras });
  toast(t('saved'));
  await list();
}

async function dropFactor(user) {
  if (!await ask('confirm', t('factor_off_question', user))) return;
  await call('DELETE', `/accounts/${user}/second-factor`);
  await list();
}

async function close(user) {
  if (!await ask('confirm', t('person_close_question', user))) return;
  await call('DELETE', `/accounts/${user}`);
  await list();
}

part('person-new').addEventListener('click', () => attempt(async () => {
  const answer = await wanted(t('person_new_title'), null);
  if (!answer) return;
  const invitation = await call('POST', '/accounts', answer);
  await list();
  showLink(answer.user, invitation);
}));

async function audit() {
  const page = await call('GET', `/audit?limit=25${next ? `&before=${next}` : ''}`);
  next = page.next;
  part('audit-more').hidden = !next;
  part('audit').append(...page.entries.map((entry) => {
    const when = new Date(entry.at);
    const what = [t(`did_${entry.action}`), entry.subject, detailInWords(entry.detail)].filter(Boolean).join(' · ');
    return line(`${entry.who || t('did_console')} · ${what}`, `${dateAndClock(when)} · ${entry.from}`);
  }));
}
part('audit-more').addEventListener('click', () => attempt(audit));
