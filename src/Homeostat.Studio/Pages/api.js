// Requests to the studio, its events, and its frames.

export { attempt, newest, says } from './attempt.js';

export async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The studio does not answer. Is "homeostat studio" still running?');
  }
  const type = response.headers.get('content-type') ?? '';
  const body = type.includes('json') ? await response.json() : { error: await response.text() };
  if (!response.ok) throw new Error(body.error || `The studio answered ${response.status}.`);
  return body;
}

// What changes something is sent in the order of the clicks, each when the one before it is answered: requests on their way together may overtake each other.
let answered = Promise.resolve();
export const post = (path, body = {}) => {
  const answer = answered.then(() => ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
  answered = answer.catch(() => {});
  return answer;
};

// Events and frames of a session until the page is left. Both come back by themselves after the connection was lost.
export function watch(id, { frame, spikes, happened, connection, signal }) {
  const source = new EventSource(`api/sessions/${id}/happenings`);
  source.onmessage = message => happened?.(JSON.parse(message.data));
  let socket, timer, lost = 0, wasLost = false;
  const connect = () => {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/sessions/${id}/socket`);
    socket.binaryType = 'arraybuffer';
    // What came in between is not known: the page begins anew.
    socket.onopen = () => wasLost ? location.reload() : connection('live');
    socket.onmessage = message => {
      if (typeof message.data !== 'string') return spikes?.(decodeSpikes(message.data));
      const content = JSON.parse(message.data);
      if (content.missed) connection(`live; ${lost += content.missed} frames left out, as this page was too slow`);
      else if (!content.error) frame?.(content);
    };
    socket.onclose = () => {
      if (signal.aborted) return;
      connection('lost');
      wasLost = true;
      timer = setTimeout(connect, 1000);
    };
  };
  connect();
  signal.addEventListener('abort', () => { source.close(); clearTimeout(timer); socket.close(); });
}

// See Frame.cs for the layout.
export function decodeSpikes(buffer) {
  const view = new DataView(buffer);
  const count = view.getUint32(4, true);
  return {
    count, total: view.getUint32(8, true), shift: view.getUint32(12, true), first: view.getFloat64(16, true),
    pairs: new Uint16Array(buffer, 24, 2 * count),
  };
}
