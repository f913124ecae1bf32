import { byId, failed } from "./dom.js";
import { t } from "./i18n.js";
import { tell } from "./store.js";
import { enter } from "./world.js";

const NAMES = ["message", "deleted", "action", "draft", "checkout", "answer", "read", "directory", "call", "faults", "sentry"];
const AGAIN_AFTER = 1000;

let events = null;
let timer = 0;

function rest() {
  clearTimeout(timer);
  events?.close();
}

function connect() {
  rest();
  if (document.hidden) return;
  events = new EventSource("/chat/events");
  events.addEventListener("hello", () => {
    byId("connection").textContent = "";
    enter().then(() => tell("connected")).catch(failed);
  });
  for (const name of NAMES) {
    events.addEventListener(name, (event) => tell(`live.${name}`, JSON.parse(event.data)));
  }
  events.onerror = () => {
    byId("connection").textContent = t("connection.lost");
    rest();
    timer = setTimeout(connect, AGAIN_AFTER);
  };
}

// What happens, told by the sandbox while somebody may see the page. After each (re)connection everything is read anew:
// events in between are not repeated.
export function listen() {
  document.addEventListener("visibilitychange", connect);
  connect();
}
