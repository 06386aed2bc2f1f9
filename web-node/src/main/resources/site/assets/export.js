// An event with all that proves it, as one file, and how much of it is here already.
import { complain } from './failure.js';
import { Refusal } from './api.js';
import { element, toast } from './frame.js';
import { language, t } from './text.js';

const button = document.getElementById('player-export');
const words = document.getElementById('player-export-text');
const bar = document.getElementById('player-export-bar');
const idle = words.textContent;
const megabytes = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
let event = null;
let running = null;

function show(got, whole) {
  const size = megabytes.format(got / 1e6);
  words.textContent = whole ? t('exporting_part', Math.floor((100 * got) / whole)) : t('exporting', size);
  bar.hidden = false;
  if (whole) bar.value = got / whole;
  else bar.removeAttribute('value');
}

async function receive(response) {
  const whole = Number(response.headers.get('Content-Length'));
  const parts = [];
  let got = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    got += read.value.length;
    show(got, whole);
  }
  return new Blob(parts, { type: 'application/zip' });
}

async function run(of) {
  running = new AbortController();
  show(0, 0);
  try {
    const response = await fetch(`/api/v1/events/${of.id}/export.zip`, { signal: running.signal });
    if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => null));
    const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition'))?.[1] ?? 'vigia.zip';
    const href = URL.createObjectURL(await receive(response));
    element('a', { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    toast(t('exported', name));
  } catch (refusal) {
    if (refusal.name === 'AbortError') toast(t('export_stopped'));
    else await complain(refusal);
  } finally {
    running = null;
    words.textContent = idle;
    bar.hidden = true;
  }
}

/** The event that the button exports. */
export function offerExport(shown) {
  event = shown;
}

button.addEventListener('click', () => {
  if (running) running.abort();
  else run(event);
});
