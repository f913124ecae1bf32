import { byId, failed } from "./dom.js";
import { t } from "./i18n.js";
import { tell } from "./store.js";
import { enter } from "./world.js";

const NAMES = ["message", "deleted", "action", "draft", "checkout", "answer", "read", "directory", "call", "faults", "sentry"];
const AGAIN_AFTER = 1000;

// What happens, told by the sandbox. After each (re)connection everything is read anew: events in between are not repeated.
export function listen() {
  const events = new EventSource("/chat/events");
  events.addEventListener("hello", () => {
    byId("connection").textContent = "";
    enter().then(() => tell("connected")).catch(failed);
  });
  for (const name of NAMES) {
    events.addEventListener(name, (event) => tell(`live.${name}`, JSON.parse(event.data)));
  }
  events.onerror = () => {
    byId("connection").textContent = t("connection.lost");
    events.close();
    setTimeout(listen, AGAIN_AFTER);
  };
}
