// The HTTP interface of the node that served this page. Nothing here speaks to any other host.

const TOKEN = 'kadmos-token';
const wanted = new Set();

/** Calls back when a request is refused for want of a token. */
export function onUnauthenticated(callback) {
  wanted.add(callback);
}

export function useToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

function headers(more = {}) {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

/** Sends a request; an answer that is no success is returned like any other. */
export async function send(path, options = {}) {
  const response = await fetch(path, { ...options, headers: headers(options.headers), cache: 'no-store' });
  if (response.status === 401 || response.status === 403) {
    wanted.forEach(callback => callback(response.status));
  }
  return response;
}

/** Gets JSON; throws an error with the detail of the problem if there is one. */
export async function get(path) {
  const response = await send(path);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail ?? `${response.status}`);
  }
  return body;
}

/** The path of a key: slashes stay, everything else that could mean something is escaped. */
export function pathOf(key) {
  return `/kv/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Follows /cluster/events by fetch, which unlike EventSource can carry a token. Returns when the stream ends. */
export async function follow(onEvent, onOpen) {
  const response = await send('/cluster/events');
  if (!response.ok) {
    throw new Error(`${response.status}`);
  }
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const messages = (text + part.value).split('\n\n');
    text = messages.pop();
    messages.map(parse).filter(message => message.event).forEach(onEvent);
  }
}

function parse(message) {
  const fields = Object.fromEntries(message.split('\n').filter(line => !line.startsWith(':')).map(line => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  }));
  return { event: fields.event, data: fields.data ? JSON.parse(fields.data) : null };
}
