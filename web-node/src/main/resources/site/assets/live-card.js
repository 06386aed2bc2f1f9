// One camera on the live page.
import { ask, element, toast } from './frame.js';
import { command, explain } from './live-command.js';
import { PanBox } from './live-pan.js';
import { PhotoBox } from './live-photo.js';
import { LivePlayer } from './live-player.js';
import { LiveStills } from './live-stills.js';
import { dateAndClock, t } from './text.js';

export class CameraCard {
  constructor(id) {
    this.id = id;
    this.camera = null;
    const copy = document.getElementById('camera-card').content.cloneNode(true);
    this.root = copy.querySelector('.camera');
    this.root.dataset.camera = id;
    this.root.id = `camera-${id}`;
    this.root.setAttribute('aria-label', id);
    this.root.querySelector('h2').textContent = id;
    this.video = this.root.querySelector('video');
    this.video.setAttribute('aria-label', id);
    this.liveBadge = this.root.querySelector('.live-badge');
    this.alarmBadge = this.root.querySelector('.alarm-badge');
    this.incidentBadge = this.root.querySelector('.incident-badge');
    this.veil = this.root.querySelector('.veil');
    this.action('large').setAttribute('aria-label', t('open_large', id));
    this.root.addEventListener('click', (e) => {
      const button = e.target.closest('[data-command]');
      if (button) this.press(button);
    });
    this.root.querySelector('.to-health').href = `/cameras#health-${id}`;
    this.screens();
    this.photo = new PhotoBox(this.root, id);
    this.pan = new PanBox(this.root, id, (degrees) => this.send({ command: 'pan', degrees }));
    this.root.addEventListener('presets', () => this.buttons());
    this.player = LivePlayer.able() ? this.film() : this.stills();
  }

  action(name) {
    return this.root.querySelector(`[data-action=${name}]`);
  }

  screens() {
    const screen = this.root.querySelector('.screen');
    const full = this.action('fullscreen');
    // A phone that gives no element the whole screen may give it to a film.
    full.hidden = !screen.requestFullscreen && !(LivePlayer.able() && this.video.webkitEnterFullscreen);
    full.addEventListener('click', () => this.fullScreen());
    const small = this.action('pip');
    small.hidden = !document.pictureInPictureEnabled || !LivePlayer.able();
    small.addEventListener('click', () => this.pictureInPicture());
  }

  film() {
    return new LivePlayer(this.id, this.video, (state, detail) => {
      if (state === 'unable') {
        this.player = this.stills();
        this.start();
      } else {
        this.showPicture(state, detail);
      }
    });
  }

  /** In the place of the film. */
  stills() {
    this.action('pip').hidden = true;
    const canvas = element('canvas', { role: 'img' });
    canvas.setAttribute('aria-label', this.id);
    this.video.replaceWith(canvas);
    return new LiveStills(this.id, canvas, (state, detail) => this.showPicture(state, detail));
  }

  fullScreen() {
    const screen = this.root.querySelector('.screen');
    if (document.fullscreenElement) document.exitFullscreen();
    else if (screen.requestFullscreen) screen.requestFullscreen();
    else this.video.webkitEnterFullscreen?.();
  }

  async pictureInPicture() {
    try {
      if (document.pictureInPictureElement === this.video) await document.exitPictureInPicture();
      else await this.video.requestPictureInPicture();
    } catch {
      toast(t('no_pip'), 'bad');
    }
  }

  start() { this.player.start(); }

  remove() {
    this.player.stop();
    this.photo.hide();
    this.root.remove();
  }

  /** Everything that can be asked of it is shown from now on. */
  detail() { this.pan.load(); }

  badge(badge, state, text) {
    const box = badge.querySelector('.badge-text');
    if (badge.dataset.state !== state) badge.dataset.state = state;
    // Assigned only on change: screen readers read each one out.
    if (box.textContent !== text) box.textContent = text;
  }

  showPicture(seen, detail) {
    // Whether it is there is known although nobody watches it, and before its line has said so.
    const away = this.camera && !this.camera.online;
    const state = away && ['paused', 'connecting'].includes(seen) ? 'offline' : seen;
    this.badge(this.liveBadge, state === 'no-pictures' ? 'gap' : state, t(`live_${state}`, detail));
    const words = {
      live: '', stale: '', paused: t('live_paused'), connecting: '', waiting: t('live_waiting'),
      tap: t('tap'),
      offline: this.offlineText(), gap: detail, crowded: t('crowded'), 'no-pictures': t('no_pictures'),
    }[state] ?? '';
    if (this.veil.textContent !== words) this.veil.textContent = words;
    this.root.dataset.picture = state;
  }

  offlineText() {
    const { loss } = this.camera ?? {};
    if (loss) return t('lost_since', dateAndClock(new Date(loss.since)));
    const last = this.camera?.lastContact;
    return t('offline_long', last ? dateAndClock(new Date(last)) : t('never'));
  }

  update(camera) {
    this.camera = camera;
    const { status, online } = camera;
    this.root.dataset.online = online;
    const alarm = online && status ? status.alarm : 'unknown';
    this.badge(this.alarmBadge, alarm, t(`alarm_${alarm}`));
    this.incidentBadge.hidden = !(online && status?.incident);
    const remarks = [];
    if (online && status) {
      if (status.siren) remarks.push(t('siren_sounds'));
      if (status.warmingUp) remarks.push(t('warming'));
      if (status.sensorFault) remarks.push(t('sensor_fault'));
      if (status.alertTrouble) remarks.push(t(`alerts_${status.alertTrouble}`));
      if (status.undelivered) remarks.push(t('undelivered', status.undelivered));
    }
    this.root.querySelector('.remark').textContent = remarks.join(' · ');
    this.root.dataset.siren = Boolean(online && status?.siren);
    this.root.dataset.pan = status?.panDegrees ?? '';
    this.root.querySelector('.siren-text').textContent = t(status?.siren ? 'siren_off' : 'siren_on');
    this.pan.update(status?.panDegrees ?? null, online);
    this.buttons();
    if (!online && this.root.dataset.picture === 'offline') this.veil.textContent = this.offlineText();
  }

  buttons() {
    const { status, online } = this.camera;
    const alarm = online && status ? status.alarm : 'unknown';
    for (const button of this.root.querySelectorAll('[data-command]')) {
      const { command: name, degrees } = button.dataset;
      button.disabled = !online;
      if (name === 'snapshot' || name === 'siren') continue;
      const on = (name === 'arm' && online && !['disarmed', 'unknown'].includes(alarm))
        || (name === 'disarm' && alarm === 'disarmed')
        || (name === 'pan' && online && status?.panDegrees === Number(degrees));
      button.setAttribute('aria-pressed', String(on));
    }
  }

  async press(button) {
    const { command: name, degrees } = button.dataset;
    const body = { command: name };
    if (name === 'pan') body.degrees = Number(degrees);
    if (name === 'siren') {
      body.on = !this.camera?.status?.siren;
      if (body.on && !await ask('siren', t('siren_question', this.id))) return;
    }
    if (name === 'snapshot') this.photo.expect();
    button.dataset.busy = 'true';
    await this.send(body);
    delete button.dataset.busy;
  }

  async send(body) {
    try {
      const status = await command(this.id, body);
      this.update({ ...this.camera, status });
      if (body.command !== 'snapshot') toast(t('done'));
    } catch (refusal) {
      if (body.command === 'snapshot') this.photo.hide();
      await explain(refusal);
    }
  }
}
