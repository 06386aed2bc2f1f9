// News from the server as they happen; says as well whether the line to it stands.
import { stillSignedIn } from './api.js';
import { showLink } from './frame.js';

/** handlers: {event, camera, health, reload}, of which reload is called at each (re)connection. */
export function listen(handlers) {
  let source;
  let retry;
  const open = () => {
    clearTimeout(retry);
    source?.close();
    source = new EventSource('/api/v1/stream');
    source.onopen = () => { showLink('up'); handlers.reload?.(); };
    source.addEventListener('event', (e) => handlers.event?.(JSON.parse(e.data)));
    source.addEventListener('camera', (e) => handlers.camera?.(JSON.parse(e.data)));
    source.addEventListener('health', (e) => handlers.health?.(JSON.parse(e.data)));
    source.addEventListener('reload', () => handlers.reload?.());
    source.onerror = async () => {
      showLink('down');
      // The browser retries by itself unless the server answered with a refusal.
      if (source.readyState === EventSource.CLOSED && await stillSignedIn()) {
        retry = setTimeout(open, 3000);
      }
    };
  };
  showLink('connecting');
  open();
  // Pages that come back from the browser's cache have lost their connection.
  addEventListener('pageshow', (e) => { if (e.persisted) open(); });
  addEventListener('pagehide', () => { clearTimeout(retry); source.close(); });
}
