// What a camera's and this node's health come to: one row a value, and how bad it is. The limits are those of
// docs/operations.md, "Cameras and health".
import { bytes, celsius, decimal, duration, millis, percent, speed } from './units.js';
import { dateAndClock, t } from './text.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** 2 where it is bad, 1 where it deserves a look, 0 where it is well. */
const above = (value, look, bad) => (value >= bad ? 2 : Number(value >= look));
const below = (value, look, bad) => (value < bad ? 2 : Number(value < look));

function row(key, value, level = 0, why = null) {
  return { key, label: t(`h_${key}`), value: value ?? t('h_unknown'), level, why: level ? t(`h_why_${why ?? key}`) : '' };
}

function space(key, part, look, bad) {
  if (!part) return row(key, null);
  const share = part.freeBytes / part.totalBytes;
  return row(key, t('h_free', bytes(part.freeBytes), bytes(part.totalBytes)), below(share, look, bad));
}

function power(flags) {
  if (!flags) return [];
  const { low, slowed, wasLow, wasSlowed } = flags;
  if (low || slowed) return [row('power', t(low ? 'h_power_low' : 'h_power_slowed'), 2)];
  if (wasLow || wasSlowed) return [row('power', t(wasLow ? 'h_power_was_low' : 'h_power_was_slowed'), 1)];
  return [row('power', t('h_power_good'))];
}

function machine(m, runningSeconds) {
  return [
    row('temperature', m.celsius === null ? null : celsius(m.celsius), m.celsius === null ? 0 : above(m.celsius, 70, 80)),
    ...power(m.power),
    space('disk', m.disk, 0.15, 0.05),
    space('memory', m.memory, 0.15, 0.05),
    row('load', m.load === null ? null : t('h_of_processors', decimal(m.load, 2), m.processors),
      m.load === null ? 0 : above(m.load / m.processors, 1.5, 4)),
    row('uptime', t('h_uptimes', duration(runningSeconds), m.upSeconds === null ? t('h_unknown') : duration(m.upSeconds))),
  ];
}

function clock({ synchronised, aheadMillis }) {
  const off = Math.abs(aheadMillis ?? 0);
  const apart = aheadMillis === null ? t('h_unknown')
    : t(aheadMillis < 0 ? 'h_behind' : 'h_ahead', off < 1000 ? millis(off) : duration(Math.round(off / 1000)));
  const level = Math.max(above(off, 2000, MINUTE * 1000), Number(!synchronised));
  return row('clock', `${apart} · ${t(synchronised ? 'h_synchronised' : 'h_not_synchronised')}`, level, synchronised ? 'clock' : 'clock_alone');
}

function spool({ events, oldestSeconds }) {
  if (!events) return row('spool', t('h_spool_empty'));
  const age = oldestSeconds ?? 0;
  return row('spool', age ? t('h_spool_old', events, duration(age)) : t('h_spool_some', events), above(age, 10 * MINUTE, HOUR));
}

function upload(last) {
  if (!last) return row('upload', t('h_upload_none'));
  const rate = last.bytes / last.millis * 1000;
  return row('upload', t('h_upload_rate', speed(rate), duration(last.agoSeconds)), below(rate * 8 / 1e6, 2, 0.5));
}

function film({ framesPerSecond, lastFrameMillis }) {
  if (lastFrameMillis === null) return row('film', t('h_film_none'), 2);
  if (lastFrameMillis >= 3000) return row('film', t('h_film_old', duration(lastFrameMillis / 1000)), above(lastFrameMillis, 3000, 10_000));
  return row('film', t('h_film_rate', decimal(framesPerSecond)));
}

function link(line) {
  if (!line) return row('link', t('h_link_none'), 2);
  const trip = line.roundTripMillis;
  const since = t('h_link_since', dateAndClock(new Date(line.since)));
  return row('link', trip === null ? since : `${since} · ${t('h_round_trip', millis(trip))}`, trip === null ? 0 : above(trip, 250, 1000));
}

/** The rows of a camera; of one that is not connected what it said last is not judged. */
export function cameraRows(camera, news, nodeSoftware) {
  const { link: line, health } = news ?? {};
  const last = camera.lastContact;
  const rows = [row('contact', last ? dateAndClock(new Date(last)) : t('never'), camera.online ? 0 : 2), link(line)];
  const software = line?.software ?? health?.software;
  if (line && !line.saysHealth) rows.push(row('software', software, 1, 'software_old'));
  else rows.push(row('software', software, Number(Boolean(line && nodeSoftware && software !== nodeSoftware))));
  if (!health) return rows;
  const told = [film(health.video), upload(health.upload), spool(health.spool), clock(health.clock), ...machine(health.machine, health.runningSeconds)];
  return rows.concat(camera.online ? told : told.map((r) => ({ ...r, level: 0, why: '' })));
}

function certificate(ends) {
  const days = (new Date(ends) - Date.now()) / 86_400_000;
  return row('certificate', dateAndClock(new Date(ends)), below(days, 21, 7));
}

function verified(last) {
  if (!last) return row('verified', t('h_verified_never'));
  const when = dateAndClock(new Date(last.at));
  return row('verified', t(last.faults ? 'h_verified_faults' : 'h_verified_good', when, last.events, last.faults), last.faults ? 2 : 0);
}

export function nodeRows(node) {
  return [
    row('software', node.software),
    ...machine(node.machine, node.runningSeconds),
    ...node.rooms.map(({ camera, usedBytes, mostBytes }) => ({
      ...row('room', t('h_room_use', bytes(usedBytes), bytes(mostBytes), percent(usedBytes / Math.max(1, mostBytes))), above(usedBytes / Math.max(1, mostBytes), 0.9, 1)),
      key: `room-${camera}`,
      label: t('h_room', camera),
    })),
    row('index', t(node.indexSound ? 'h_index_sound' : 'h_index_broken', node.events), node.indexSound ? 0 : 2),
    ...(node.certificateEnds ? [certificate(node.certificateEnds)] : []),
    verified(node.verified),
  ];
}
