// Invites somebody to give a camera orders through Telegram.
import { call, stillSignedIn } from './api.js';
import { toast } from './frame.js';
import { t } from './text.js';

const part = (name) => document.getElementById(`pair-${name}`);

export function pair(camera) {
  const dialog = document.getElementById('pair');
  part('title').textContent = t('pair_title', camera);
  part('roles').hidden = false;
  part('code').hidden = true;
  for (const button of part('roles').querySelectorAll('[data-role]')) {
    button.onclick = () => invite(dialog, camera, button.dataset.role);
  }
  // Whoever looks over a shoulder later must not find it.
  dialog.addEventListener('close', forget, { once: true });
  dialog.showModal();
}

function forget() {
  part('qr').replaceChildren();
  part('link').removeAttribute('href');
}

/** The SVG, built part by part: the site's policy lets nothing be parsed into the page. */
export function drawn(svg, name = t('pair_qr')) {
  const make = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const picture = make('svg', {
    viewBox: /viewBox="([\d ]+)"/.exec(svg)[1], 'shape-rendering': 'crispEdges',
    role: 'img', 'aria-label': name,
  });
  const [light, dark] = [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]);
  picture.append(make('path', { fill: '#fff', d: light }), make('path', { fill: '#000', d: dark }));
  return picture;
}

async function invite(dialog, camera, role) {
  try {
    const { link, qr } = await call('POST', `/cameras/${camera}/telegram/invitations`, { role });
    if (!dialog.open) return;
    part('qr').replaceChildren(drawn(qr));
    part('link').href = link;
    part('roles').hidden = true;
    part('code').hidden = false;
  } catch (refusal) {
    dialog.close();
    if (refusal.status === 401) await stillSignedIn();
    else if (refusal.status === undefined) toast(t('unreachable'), 'bad');
    else toast(t('refused', refusal.message), 'bad');
  }
}
