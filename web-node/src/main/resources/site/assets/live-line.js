// The way a camera's live messages come: a WebSocket or, where a phone or a proxy has refused two of
// them, a response that does not end, with the same messages each after its length and its type.
const REFUSALS = 2;
const HEAD = 5;
const LARGEST = 8 * 1024 * 1024;
// Browsers open six connections to a server without HTTP/2; the page needs some for itself.
const MOST_STREAMS = 3;
// Until a socket is tried anew beside a stream.
const AGAIN = 60_000;
const AGAIN_MOST = 900_000;

const streams = new Set();
let refused = 0;

function dial(camera) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/api/v1/cameras/${camera}/live`);
  socket.binaryType = 'arraybuffer';
  return socket;
}

/** Calls `tell` with each message of a framed stream: a string, or an ArrayBuffer. */
async function unframe(reader, tell) {
  const words = new TextDecoder();
  let rest = new Uint8Array(0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const bytes = new Uint8Array(rest.length + value.length);
    bytes.set(rest);
    bytes.set(value, rest.length);
    let at = 0;
    while (bytes.length - at >= HEAD) {
      const length = new DataView(bytes.buffer).getUint32(at);
      if (length > LARGEST) throw new RangeError(`a message of ${length} bytes`);
      const end = at + HEAD + length;
      if (bytes.length < end) break;
      const message = bytes.slice(at + HEAD, end);
      tell(bytes[at + 4] === 0 ? words.decode(message) : message.buffer);
      at = end;
    }
    rest = bytes.subarray(at);
  }
}

export class LiveLine {
  /** Whether one more may be opened. */
  static room() {
    return refused < REFUSALS || streams.size < MOST_STREAMS;
  }

  /** message(data) for each message; closed() once, unless it was closed from here. */
  constructor(camera, message, closed) {
    this.camera = camera;
    this.message = message;
    this.closed = closed;
    this.wait = AGAIN;
    if (refused < REFUSALS) this.bySocket();
    else this.byStream();
  }

  /** `socket` or `stream`. */
  get kind() {
    return this.way instanceof WebSocket ? 'socket' : 'stream';
  }

  bySocket() {
    const socket = dial(this.camera);
    let open = false;
    this.way = socket;
    socket.onopen = () => { open = true; refused = 0; };
    socket.onmessage = (e) => { if (this.way === socket) this.message(e.data); };
    socket.onclose = () => {
      if (!open && this.way === socket) refused += 1;
      this.over(socket);
    };
  }

  async byStream() {
    const leaving = new AbortController();
    const way = { close: () => leaving.abort() };
    let heard = false;
    this.way = way;
    streams.add(this);
    this.again = setTimeout(() => this.probe(way), this.wait);
    try {
      const response = await fetch(`/api/v1/cameras/${this.camera}/live`, { signal: leaving.signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      await unframe(response.body.getReader(), (data) => {
        heard = true;
        if (this.way === way) this.message(data);
      });
    } catch (failure) {
      if (!leaving.signal.aborted) console.info('the live stream has ended:', failure.message);
    }
    // Where not even this works it is not sockets that are at fault.
    if (!heard && this.way === way) refused = 0;
    this.over(way);
  }

  /** Beside the stream a socket is tried; from its first message on it takes the stream's place. */
  probe(stream) {
    const socket = dial(this.camera);
    this.probing = socket;
    socket.onmessage = (e) => {
      if (this.way === stream) {
        this.way = socket;
        this.probing = null;
        refused = 0;
        streams.delete(this);
        stream.close();
      }
      if (this.way === socket) this.message(e.data);
    };
    socket.onclose = () => {
      if (this.way === stream) {
        this.wait = Math.min(this.wait * 2, AGAIN_MOST);
        this.again = setTimeout(() => this.probe(stream), this.wait);
      }
      this.over(socket);
    };
  }

  over(way) {
    if (this.way !== way) return;
    this.close();
    this.closed();
  }

  close() {
    const { way, probing } = this;
    this.way = null;
    this.probing = null;
    clearTimeout(this.again);
    streams.delete(this);
    way?.close();
    probing?.close();
  }
}
