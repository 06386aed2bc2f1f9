// The history: what has happened, by day. New events appear and grow by themselves.
import { call } from './api.js';
import * as custody from './custody.js';
import { shownAt } from './event.js';
import { complain } from './failure.js';
import { toast } from './frame.js';
import { noteCamera } from './history-filter.js';
import './history-keys.js';
import * as list from './history-list.js';
import { stopPreview } from './history-preview.js';
import { noteArrival, recountSoon, see } from './history-seen.js';
import { address, change, leaveEvent, onChange, state } from './history-state.js';
import * as timeline from './history-timeline.js';
import { showLoss } from './losses.js';
import { listen } from './news.js';
import * as player from './player.js';
import { t } from './text.js';

let last = null;

function open(event, at = null) {
  stopPreview();
  change({ event: event.id, at }, Boolean(state.event));
}

async function showEvent() {
  if (!state.event) {
    player.close();
    return;
  }
  const { event: wanted, at } = state;
  try {
    const event = list.known(wanted) ?? await call('GET', `/events/${wanted}`);
    if (state.event === wanted) {
      last = wanted;
      player.show(event, at);
    }
  } catch (refusal) {
    leaveEvent();
    if (refusal.status === 404) toast(t('no_such_event'), 'bad');
    else await complain(refusal);
  }
}

async function step(by) {
  const from = player.onShow();
  let found = list.neighbour(from, by);
  if (!found && by > 0) {
    await list.loadFurther();
    found = list.neighbour(from, by);
  }
  if (found) open(found);
  return Boolean(found);
}

function take(event, fresh) {
  noteArrival(event);
  noteCamera(event.camera);
  list.update(event, fresh);
  player.refresh(event);
  timeline.noteEvent(shownAt(event));
  recountSoon();
}

player.start({
  neighbour: list.neighbour,
  onStep: step,
  onSeen: see,
  onCopied: () => toast(t('share_copied')),
  link: (event, at) => location.origin + address({ ...state, day: null, camera: [], kind: [], from: null, to: null,
    kept: false, unseen: false, bin: false, event: event.id, at }),
  onClose() {
    leaveEvent();
    list.focusCard(last);
  },
});
custody.start((event) => take(event, false), (event) => {
  if (player.onShow()?.id !== event.id) {
    const near = list.neighbour(event, 1) ?? list.neighbour(event, -1);
    if (near) list.focusCard(near.id);
  } else if (list.neighbour(event, 1)) step(1);
  else leaveEvent();
});
onChange(({ list: other, former }) => {
  if (other) list.restart();
  if (state.event !== former.event) showEvent();
});
listen({
  event: (event) => take(event, true),
  camera(camera) {
    showLoss(camera);
    list.showRevoked(camera);
    noteCamera(camera.id);
    timeline.reloadSoon();
  },
  reload() {
    list.catchUp();
    recountSoon();
    timeline.reloadSoon();
  },
});
list.start({ onOpen: open, onStar: custody.star });
list.restart();
timeline.start(open);
showEvent();
