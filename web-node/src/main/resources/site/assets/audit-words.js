// What the audit log has as codes, in words. What is no code, as in lines from before, stays as it is.
import { endings, t } from './text.js';

const CODES = new Set(endings('what_'));
const OF_ROLES = new Set(['made', 'made-by-link', 'role']);
const ROLES = new Set(['viewer', 'guard', 'owner']);

export function detailInWords(detail) {
  // Behind it: what became of an order, or how many more there were.
  const [, said, more] = /^(.*?) ?(?:\((refused|offline|timedout|\+\d+)\))?$/.exec(detail);
  const [, code, value = ''] = /^([a-z-]+)(?:: (.*))?$/.exec(said) ?? [];
  if (said && !CODES.has(code)) return detail;
  const words = said && t(`what_${code}`, OF_ROLES.has(code) ? roleInWords(value) : value);
  if (!more) return words;
  const rest = more.startsWith('+') ? t('what_more', more.slice(1)) : t(`what_${more}`);
  return words ? `${words} (${rest})` : rest;
}

function roleInWords(value) {
  const [role, cameras] = value.split(' ');
  if (!ROLES.has(role)) return value;
  return `${t(`role_${role}`)}, ${cameras ? cameras.replaceAll(',', ', ') : t('cameras_all')}`;
}
