// What can be seen and heard of an alarm although nobody looks at the page: title, icon and a tone.
import { t } from './text.js';

const MUTED = 'vigia-alarm-muted';
const BEAT = 1000;
const still = matchMedia('(prefers-reduced-motion: reduce)');
const link = document.querySelector('link[rel=icon]');
const calm = { title: document.title, icon: link.href };
const box = document.getElementById('alarm');
const button = document.getElementById('alarm-sound');

export class AlarmHint {
  constructor() {
    this.cameras = new Set();
    this.muted = localStorage.getItem(MUTED) === 'true';
    this.audio = null;
    this.odd = false;
    button.addEventListener('click', () => this.toggle());
    // Browsers let a page sound only after somebody has touched it.
    for (const touch of ['pointerup', 'keydown']) {
      addEventListener(touch, () => this.show(), { passive: true });
    }
    this.show();
  }

  update({ id, online, revoked, status }) {
    const sounds = online && !revoked && status?.alarm === 'triggered';
    if (sounds === this.cameras.has(id)) return;
    if (sounds) this.cameras.add(id);
    else this.cameras.delete(id);
    // Its role makes screen readers say it, once.
    const names = [...this.cameras].sort().join(', ');
    document.getElementById('alarm-text').textContent = names && t('alarm_at', names);
    box.hidden = !names;
    if (names && !this.beating) {
      this.beating = setInterval(() => this.beat(), BEAT);
      this.beat();
    } else if (!names) {
      clearInterval(this.beating);
      this.beating = null;
      document.title = calm.title;
      link.href = calm.icon;
    }
    this.show();
  }

  beat() {
    this.odd = !this.odd;
    const loud = this.odd || still.matches;
    document.title = loud ? `⚠ ${t('alarm_at', [...this.cameras].sort().join(', '))}` : calm.title;
    link.href = loud ? calm.icon.replace('logo.svg', 'alarm.svg') : calm.icon;
    if (!this.muted && this.allowed()) this.tone();
  }

  allowed() {
    return navigator.userActivation?.hasBeenActive ?? true;
  }

  tone() {
    this.audio ??= new AudioContext();
    const now = this.audio.currentTime;
    const volume = this.audio.createGain();
    volume.connect(this.audio.destination);
    volume.gain.setValueAtTime(0, now);
    volume.gain.linearRampToValueAtTime(0.25, now + 0.02);
    volume.gain.setValueAtTime(0.25, now + 0.5);
    volume.gain.linearRampToValueAtTime(0, now + 0.6);
    const wave = this.audio.createOscillator();
    wave.type = 'triangle';
    wave.frequency.setValueAtTime(880, now);
    wave.frequency.setValueAtTime(660, now + 0.3);
    wave.connect(volume);
    wave.start(now);
    wave.stop(now + 0.62);
  }

  toggle() {
    this.muted = !this.muted;
    localStorage.setItem(MUTED, String(this.muted));
    this.show();
  }

  show() {
    const state = this.muted ? 'muted' : this.allowed() ? 'on' : 'blocked';
    if (button.dataset.state === state) return;
    button.dataset.state = state;
    button.setAttribute('aria-pressed', String(state !== 'muted'));
    button.title = t(`sound_${state}`);
  }
}
