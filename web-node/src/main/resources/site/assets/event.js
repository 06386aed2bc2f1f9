// What an event is to those who show it.
import { clock, t } from './text.js';

/** What is played: where the clip is another or lacks some, what nobody can have altered since. */
export const filmOf = (event) =>
  (event.marks.some((mark) => mark === 'differs' || mark === 'shorter') && event.streamed) || event.clip || event.streamed;

/** What shows it in small: the camera's own picture, or one made here of the film. */
export const pictureOf = (event) => event.snapshot ?? event.thumbnail;

export const filmLength = (event) =>
  (filmOf(event) === event.clip ? event.clipMillis : event.streamedMillis);

/** The moment it is placed at: not the camera's own where its clock was not set. */
export const shownAt = (event) => Date.parse(event.shown);

export const timeOf = (event) => `${event.timeCertain ? '' : '≈ '}${clock(shownAt(event))}`;

/** Whether more of it is to come. */
export const isComing = (event) => event.stage !== 'whole'
  && !event.marks.some((mark) => ['lost', 'incomplete', 'deleted', 'binned'].includes(mark));

/** In words, for who does not see it. */
export const inWords = (event) => [
  timeOf(event), event.camera, t(`kind_${event.kind}`),
  ...(isComing(event) ? [t(`stage_${event.stage}`)] : []),
  ...event.marks.map((mark) => t(`mark_${mark}`)),
  ...(event.seen === false ? [t('unseen')] : []),
].join(', ');
