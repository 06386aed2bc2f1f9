// Turning a camera: left, ahead and right, any angle, and the directions that were given a name.
import { call } from './api.js';
import { complain } from './failure.js';
import { element, icon } from './frame.js';
import { t } from './text.js';

const part = (name) => document.getElementById(`presets-${name}`);

export class PanBox {
  /** turn(degrees) asks it of the camera. */
  constructor(root, camera, turn) {
    this.root = root;
    this.camera = camera;
    this.list = root.querySelector('.presets');
    this.slider = root.querySelector('.angle');
    this.presets = [];
    this.degrees = 0;
    this.slider.setAttribute('aria-label', t('pan_angle', camera));
    this.slider.addEventListener('input', () => this.say(Number(this.slider.value)));
    this.slider.addEventListener('change', () => turn(Number(this.slider.value)));
    root.querySelector('[data-action=presets]').addEventListener('click', () => this.edit());
  }

  /** Asks for the names, once. */
  async load() {
    if (this.loaded || !document.body.dataset.rights.split(' ').includes('control')) return;
    this.loaded = true;
    try {
      this.show(await call('GET', `/cameras/${this.camera}/presets`));
    } catch (refusal) {
      this.loaded = false;
      if (refusal.status === 401) await stillSignedIn();
    }
  }

  show({ presets }) {
    this.presets = presets;
    this.list.replaceChildren(...presets.map(({ name, degrees }) =>
      element('button', { type: 'button', textContent: name, data: { command: 'pan', degrees } })));
    this.list.hidden = presets.length === 0;
    this.root.dispatchEvent(new CustomEvent('presets'));
  }

  say(degrees) {
    this.root.querySelector('.degrees').textContent = t('degrees', degrees);
    this.slider.setAttribute('aria-valuetext', t('degrees', degrees));
  }

  /** Where the camera looks; null where it is not known. */
  update(degrees, online) {
    this.slider.disabled = !online;
    if (degrees === null || document.activeElement === this.slider) return;
    this.degrees = degrees;
    this.slider.value = degrees;
    this.say(degrees);
  }

  edit() {
    part('title').textContent = t('presets_title', this.camera);
    part('name').value = '';
    part('keep').textContent = t('presets_keep', Number(this.slider.value));
    part('keep').onclick = () => this.keep();
    part('name').onkeydown = (e) => {
      if (e.key === 'Enter') {
        e.preventDefault();
        this.keep();
      }
    };
    this.draw();
    document.getElementById('presets').showModal();
  }

  draw() {
    part('list').replaceChildren(...this.presets.map((preset) => {
      const away = element('button', { type: 'button', className: 'round' }, icon('delete'));
      away.setAttribute('aria-label', t('presets_forget', preset.name));
      away.addEventListener('click', () => this.put(this.presets.filter((p) => p !== preset)));
      return element('li', {},
        element('span', { textContent: `${preset.name} · ${t('degrees', preset.degrees)}` }), away);
    }));
  }

  async keep() {
    const name = part('name').value.trim();
    if (!name) {
      part('name').focus();
      return;
    }
    const others = this.presets.filter((p) => p.name !== name);
    await this.put([...others, { name, degrees: Number(this.slider.value) }]);
    part('name').value = '';
  }

  async put(presets) {
    try {
      this.show(await call('POST', `/cameras/${this.camera}/presets`, { presets }));
      this.draw();
    } catch (refusal) {
      await complain(refusal);
    }
  }
}
