// One event in the list.
import { filmLength, filmOf, inWords, isComing, pictureOf, shownAt, timeOf } from './event.js';
import { element, icon } from './frame.js';
import { may } from './rights.js';
import { length, t } from './text.js';

function thumbnail(event) {
  const frame = element('span', { className: 'thumb' });
  const picture = pictureOf(event);
  if (picture) {
    frame.append(element('img', { src: picture.href, alt: '', loading: 'lazy', decoding: 'async' }));
  } else if (filmOf(event)) {
    frame.append(element('span', { className: 'nothing', title: t('film_only') }, icon('film')));
  } else {
    frame.append(element('span', { className: 'nothing', textContent: t('no_picture') }));
  }
  if (filmOf(event)) frame.append(element('span', { className: 'play' }, icon('play')));
  if (filmLength(event)) {
    frame.append(element('span', { className: 'length', textContent: length(filmLength(event)) }));
  }
  return frame;
}

function about(event, where) {
  const made = element('span', { className: 'about' },
    element('time', { textContent: timeOf(event), dateTime: new Date(shownAt(event)).toISOString() }),
    element('span', { className: 'where', textContent: where }),
    element('span', { className: 'kind', data: { kind: event.kind } }, icon(event.kind), t(`kind_${event.kind}`)));
  if (isComing(event)) {
    made.append(element('span', { className: 'badge stage', data: { state: event.stage } },
      element('span', { className: 'dot' }), t(`stage_${event.stage}`)));
  }
  for (const mark of event.marks) {
    made.append(element('span', { className: 'badge mark', title: t(`mark_${mark}_long`), data: { mark } },
      t(`mark_${mark}`)));
  }
  if (!event.timeCertain) {
    made.append(element('span', { className: 'uncertain', title: t('uncertain_long') },
      icon('clock'), t('uncertain')));
  }
  if (event.note) made.append(element('span', { className: 'said', textContent: event.note }));
  return made;
}

/** An item of the list, of which `fill` shows an event; `where` is what its camera is called. */
export class Card {
  constructor(id, { onOpen, onStar }) {
    this.button = element('button', { className: 'card', type: 'button', data: { event: id } });
    this.star = element('button', { className: 'star round', type: 'button' }, icon('kept'));
    this.item = element('li', {}, this.button, this.star);
    this.button.addEventListener('click', () => onOpen(this.event));
    this.star.addEventListener('click', () => onStar(this.event));
  }

  fill(event, where) {
    this.event = event;
    this.item.dataset.time = shownAt(event);
    this.button.replaceChildren(thumbnail(event), about(event, where));
    this.button.dataset.stage = event.stage;
    this.button.dataset.kind = event.kind;
    this.button.setAttribute('aria-label', t('play', inWords(event)));
    const kept = event.marks.includes('kept');
    this.star.hidden = !may('mark') || event.marks.some((mark) => mark === 'deleted' || mark === 'binned');
    this.star.setAttribute('aria-pressed', kept);
    this.star.setAttribute('aria-label', t('star', timeOf(event)));
    this.see(event.seen !== false);
  }

  see(seen) {
    this.event.seen = seen;
    this.item.classList.toggle('unseen', !seen);
    this.button.setAttribute('aria-label', t('play', inWords(this.event)));
  }
}
