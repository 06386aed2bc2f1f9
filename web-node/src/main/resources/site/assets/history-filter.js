// Which events are listed: two switches in sight, the rest in a dialog, and what is chosen as chips to take off.
import { element, icon } from './frame.js';
import { change, clearFilters, kinds, onChange, state } from './history-state.js';
import { may } from './rights.js';
import { dateAndMinutes, t } from './text.js';

const at = (id) => document.getElementById(id);
const dialog = at('filter');
const form = at('filter-form');
const cameras = new Set(state.camera);

function choices(box, name, values, label) {
  const chosen = new Set([...box.querySelectorAll(':checked')].map((input) => input.value));
  box.replaceChildren(...values.map((value) => element('label', { className: 'choice' },
    element('input', { type: 'checkbox', name, value, checked: chosen.has(value) }), element('span', {}, ...label(value)))));
}

const showCameras = () => choices(at('filter-cameras'), 'camera', [...cameras].sort(), (name) => [name]);

/** To be told of each camera that there is or was. */
export function noteCamera(name) {
  if (cameras.has(name)) return;
  cameras.add(name);
  showCameras();
}

function chip(text, patch) {
  const made = element('button', { type: 'button', className: 'chip' }, text, icon('close'));
  made.setAttribute('aria-label', t('filter_off', text));
  made.addEventListener('click', () => { change(patch); at('filter-open').focus(); });
  return element('li', {}, made);
}

function show() {
  const chips = [
    ...state.camera.map((name) => chip(name, { camera: state.camera.filter((other) => other !== name) })),
    ...state.kind.map((kind) => chip(t(`kind_${kind}`), { kind: state.kind.filter((other) => other !== kind) })),
  ];
  if (state.from) chips.push(chip(t('filter_since', dateAndMinutes(state.from)), { from: null }));
  if (state.to) chips.push(chip(t('filter_until', dateAndMinutes(state.to)), { to: null }));
  at('chips').replaceChildren(...chips);
  at('chips').hidden = chips.length === 0;
  at('filter-count').textContent = chips.length || '';
  for (const name of ['unseen', 'kept', 'bin']) at(`filter-${name}`).setAttribute('aria-pressed', state[name]);
  at('bin-note').hidden = !state.bin;
}

at('filter-open').addEventListener('click', () => {
  for (const input of form.querySelectorAll('[type=checkbox]')) input.checked = state[input.name].includes(input.value);
  form.elements.from.value = state.from ?? '';
  form.elements.to.value = state.to ?? '';
  dialog.showModal();
});
form.addEventListener('submit', () => {
  const of = (name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map((input) => input.value);
  change({ camera: of('camera'), kind: of('kind'), from: form.elements.from.value || null, to: form.elements.to.value || null });
});
at('filter-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (e) => { if (e.target === dialog) dialog.close(); });
for (const id of ['filter-clear', 'none-clear']) {
  at(id).addEventListener('click', () => { dialog.close(); clearFilters(); });
}
at('filter-unseen').addEventListener('click', () => change({ unseen: !state.unseen, bin: false }));
at('filter-kept').addEventListener('click', () => change({ kept: !state.kept, bin: false }));
at('filter-bin').addEventListener('click', () => change({ bin: !state.bin, kept: false, unseen: false }));
at('filter-bin').hidden = !may('delete');

choices(at('filter-kinds'), 'kind', kinds, (kind) => [icon(kind), t(`kind_${kind}`)]);
showCameras();
show();
onChange(({ list }) => { if (list) show(); });

