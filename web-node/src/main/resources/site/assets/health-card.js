// One camera on the page of cameras, and what it shares with this node's own card.
import { call } from './api.js';
import { complain, reasonOfCamera } from './failure.js';
import { element, icon, toast } from './frame.js';
import { cameraRows } from './health-values.js';
import { pair } from './pair.js';
import { revoke } from './revoke.js';
import { count, dateAndClock, t } from './text.js';
import { millis } from './units.js';

const LEVELS = ['good', 'look', 'bad'];

// Only what has changed is touched: screen readers read each change of a status out.
function say(box, text) {
  if (box.textContent !== text) box.textContent = text;
}

/** Draws rows into a card, and its verdict. */
export function showRows(root, rows, more = []) {
  const list = root.querySelector('.vitals');
  for (const { key, label, value, level, why } of rows) {
    let line = list.querySelector(`[data-key="${key}"]`);
    if (!line) {
      line = element('div', { data: { key } }, element('dt'), element('dd', {},
        element('span', { className: 'value' }), element('span', { className: 'why' })));
      list.append(line);
    }
    line.dataset.level = LEVELS[level];
    say(line.querySelector('dt'), label);
    say(line.querySelector('.value'), value);
    say(line.querySelector('.why'), why ? t(`h_${LEVELS[level]}`, why) : '');
  }
  const keys = new Set(rows.map((r) => r.key));
  for (const line of [...list.children]) if (!keys.has(line.dataset.key)) line.remove();
  const levels = [...rows.map((r) => r.level), ...more];
  const worst = Math.max(0, ...levels);
  const verdict = root.querySelector('.verdict');
  verdict.dataset.level = LEVELS[worst];
  say(verdict, worst ? count(`h_verdict_${LEVELS[worst]}`, levels.filter((l) => l === worst).length) : t('h_verdict_good'));
}

export class HealthCard {
  constructor(id) {
    this.id = id;
    this.camera = null;
    this.news = null;
    const copy = document.getElementById('health-card').content.cloneNode(true);
    this.root = copy.querySelector('.health');
    this.root.dataset.camera = id;
    this.root.id = `health-${id}`;
    this.root.setAttribute('aria-label', id);
    this.root.querySelector('h3').textContent = id;
    this.button = this.root.querySelector('[data-action=self-test]');
    this.button.setAttribute('aria-label', `${this.button.textContent}: ${id}`);
    this.button.addEventListener('click', () => this.test());
    this.root.querySelector('[data-action=revoke]').addEventListener('click', () => revoke(id));
    this.root.querySelector('[data-action=pair]').addEventListener('click', () => pair(id));
  }

  update({ camera = this.camera, news = this.news, nodeSoftware }) {
    this.camera = camera;
    this.news = news;
    this.nodeSoftware = nodeSoftware ?? this.nodeSoftware;
    if (!camera) return;
    const { online, status } = camera;
    const badge = this.root.querySelector('.state-badge');
    badge.dataset.state = online ? 'up' : 'down';
    say(badge.querySelector('.badge-text'), online && status ? t(`alarm_${status.alarm}`) : t(online ? 'h_online' : 'live_offline'));
    this.root.querySelector('[data-action=pair]').hidden = !(online && status?.bot);
    showRows(this.root, cameraRows(camera, news, this.nodeSoftware), [this.showTest()]);
    const said = news?.said;
    say(this.root.querySelector('.as-of'), said ? t('h_as_of', dateAndClock(new Date(said))) : t('h_says_nothing'));
  }

  /** Answers how bad it is. */
  showTest() {
    const { selfTest, link } = this.news ?? {};
    const { last, running, missing } = selfTest ?? {};
    const able = Boolean(this.camera.online && link?.saysHealth);
    this.button.disabled = !able || Boolean(running);
    const level = missing || last?.failure ? 2 : 0;
    const box = this.root.querySelector('.self-test');
    box.dataset.level = running ? 'running' : last || missing ? LEVELS[level] : 'none';
    say(this.root.querySelector('.self-test-when'), last ? dateAndClock(new Date(last.started)) : '');
    const words = [];
    if (running) words.push(t('h_test_running'));
    else if (last) words.push(last.failure ? t(`h_test_${last.failure}`) : t('h_test_good'));
    else words.push(t('h_test_none'));
    if (missing) words.push(t('h_test_missing'));
    say(this.root.querySelector('.self-test-result'), words.join(' '));
    this.showSteps(last);
    return level;
  }

  showSteps(last) {
    const list = this.root.querySelector('.steps');
    const text = JSON.stringify(last ?? null);
    if (list.dataset.of === text) return;
    list.dataset.of = text;
    list.replaceChildren(...(last ? ['spooled', 'sent', 'signed'] : []).map((step) => {
      const took = last[`${step}Millis`];
      const done = took !== null;
      return element('li', { data: { done } }, icon(done ? 'done' : 'close'), element('span', { textContent: t(`h_step_${step}`) }),
        element('b', { textContent: done ? millis(took) : t('h_step_not') }));
    }));
  }

  async test() {
    this.button.dataset.busy = 'true';
    try {
      await call('POST', `/cameras/${this.id}/self-test`);
      toast(t('h_test_begun'));
    } catch (refusal) {
      await complain(refusal, reasonOfCamera);
    } finally {
      delete this.button.dataset.busy;
    }
  }
}
