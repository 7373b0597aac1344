/** The way to the sandbox: control calls over HTTP, news over one websocket that comes back by itself. */

/** A refused or failed call; `message` is what the sandbox said. */
export class Refused extends Error {}

async function call(method, path, body) {
  let reply;
  try {
    reply = await fetch(`/sandbox/${path}`, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refused("");
  }
  const answer = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Refused(answer.error ?? String(reply.status));
  return answer;
}

/** GET /sandbox/<path>; the parsed answer, or Refused. */
export function get(path) {
  return call("GET", path);
}

/** POST /sandbox/<path>; the parsed answer, or Refused. */
export function post(path, body) {
  return call("POST", path, body ?? {});
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 4000;

/** Keeps a websocket to /sandbox/live open: `onNews(message)` for each message, `onLine(true|false)` when it comes or goes. */
export function live(onNews, onLine) {
  let wait = FIRST_WAIT_MS;
  const open = () => {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/sandbox/live`);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT_MS;
      onLine(true);
    });
    socket.addEventListener("message", (event) => onNews(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      onLine(false);
      setTimeout(open, wait);
      wait = Math.min(wait * 1.6, LONGEST_WAIT_MS);
    });
  };
  open();
}

/** The content of a chosen file as base64, without the data-URL head. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,/, "")));
    reader.addEventListener("error", () => reject(new Refused(file.name)));
    reader.readAsDataURL(file);
  });
}
