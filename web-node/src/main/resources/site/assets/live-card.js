// One camera on the live page.
import { call, stillSignedIn } from './api.js';
import { ask, toast } from './frame.js';
import { LivePlayer } from './live-player.js';
import { pair } from './pair.js';
import { revoke } from './revoke.js';
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
    this.veil = this.root.querySelector('.veil');
    for (const button of this.root.querySelectorAll('[data-command]')) {
      button.addEventListener('click', () => this.press(button));
    }
    this.root.querySelector('[data-action=revoke]').addEventListener('click', () => revoke(id));
    this.root.querySelector('[data-action=pair]').addEventListener('click', () => pair(id));
    const full = this.root.querySelector('[data-action=fullscreen]');
    const screen = this.root.querySelector('.screen');
    full.hidden = !screen.requestFullscreen;
    full.addEventListener('click', () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else screen.requestFullscreen();
    });
    this.player = new LivePlayer(id, this.video, (state, detail) => this.showPicture(state, detail));
  }

  start() { this.player.start(); }

  remove() {
    this.player.stop();
    this.root.remove();
  }

  badge(badge, state, text) {
    const box = badge.querySelector('.badge-text');
    if (badge.dataset.state !== state) badge.dataset.state = state;
    // Assigned only on change: screen readers read each one out.
    if (box.textContent !== text) box.textContent = text;
  }

  showPicture(state, detail) {
    this.badge(this.liveBadge, state, t(`live_${state}`, detail));
    const words = {
      live: '', stale: '', paused: t('live_paused'), connecting: '', waiting: t('live_waiting'),
      offline: this.offlineText(), gap: detail, 'no-mse': t('no_mse'),
    }[state] ?? '';
    if (state === 'no-mse') this.badge(this.liveBadge, 'gap', t('live_gap'));
    this.veil.textContent = words;
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
    const remarks = [];
    if (online && status) {
      if (status.siren) remarks.push(t('siren_sounds'));
      if (status.incident) remarks.push(t('recording'));
      if (status.warmingUp) remarks.push(t('warming'));
      if (status.sensorFault) remarks.push(t('sensor_fault'));
      if (status.alertTrouble) remarks.push(t(`alerts_${status.alertTrouble}`));
      if (status.undelivered) remarks.push(t('undelivered', status.undelivered));
    }
    this.root.querySelector('.remark').textContent = remarks.join(' · ');
    this.root.querySelector('[data-action=pair]').hidden = !(online && status?.bot);
    this.root.dataset.siren = Boolean(online && status?.siren);
    this.root.dataset.pan = status?.panDegrees ?? '';
    this.root.querySelector('.siren-text').textContent = t(status?.siren ? 'siren_off' : 'siren_on');
    for (const button of this.root.querySelectorAll('[data-command]')) {
      const { command, degrees } = button.dataset;
      button.disabled = !online;
      const on = (command === 'arm' && online && !['disarmed', 'unknown'].includes(alarm))
        || (command === 'disarm' && alarm === 'disarmed')
        || (command === 'pan' && online && status?.panDegrees === Number(degrees));
      button.setAttribute('aria-pressed', String(on));
      if (command === 'snapshot' || command === 'siren') button.removeAttribute('aria-pressed');
    }
    if (!online && this.root.dataset.picture === 'offline') this.veil.textContent = this.offlineText();
  }

  async press(button) {
    const { command, degrees } = button.dataset;
    const body = { command };
    if (command === 'pan') body.degrees = Number(degrees);
    if (command === 'siren') {
      body.on = !this.camera?.status?.siren;
      if (body.on && !await ask('siren', t('siren_question', this.id))) return;
    }
    button.dataset.busy = 'true';
    try {
      const status = await call('POST', `/cameras/${this.id}/commands`, body);
      this.update({ ...this.camera, status });
      toast(t(command === 'snapshot' ? 'done_photo' : 'done'));
    } catch (refusal) {
      await this.explain(refusal);
    } finally {
      delete button.dataset.busy;
    }
  }

  async explain(refusal) {
    if (refusal.status === 401) {
      await stillSignedIn();
      return;
    }
    const words = {
      undefined: () => t('unreachable'),
      409: () => t('refused', refusal.message),
      503: () => t('offline'),
      504: () => t('timed_out'),
    }[refusal.status] ?? (() => t('failed', refusal.message));
    toast(words(), 'bad');
  }
}
