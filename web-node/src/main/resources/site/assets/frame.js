// Small things that every page uses.
import { t } from './text.js';

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'data') Object.assign(made.dataset, value);
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Puts a camera's part into a list, which is in the order of their names. */
export function insertByCamera(list, part) {
  list.insertBefore(part, [...list.children].find((o) => o.dataset.camera > part.dataset.camera) ?? null);
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

let hiding;

/** Says something for a while; `offer`, {label, run}, is a button beside it. */
export function toast(text, state = 'good', offer = null) {
  const box = document.getElementById('toast');
  // Above whatever dialog is open: only its own content can be reached.
  const dialog = document.querySelector('dialog:modal');
  (dialog ?? document.body).append(box);
  dialog?.addEventListener('close', () => { if (dialog.contains(box)) document.body.append(box); }, { once: true });
  box.replaceChildren(element('span', { textContent: text }));
  if (offer) {
    const button = element('button', { type: 'button', textContent: offer.label });
    button.addEventListener('click', () => { box.hidden = true; offer.run(); });
    box.append(button);
  }
  box.dataset.state = state;
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { box.hidden = true; }, offer ? 12000 : 5000);
}

/** Asks in the dialog `name`-ask; answers whether it was a yes. */
export function ask(name, question) {
  const dialog = document.getElementById(`${name}-ask`);
  if (question) document.getElementById(`${name}-question`).textContent = question;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** Shows on the page whether news come in: connecting, up or down. */
export function showLink(state) {
  document.getElementById('link-state').dataset.state = state;
  document.getElementById('link-text').textContent = t(`link_${state}`);
}
