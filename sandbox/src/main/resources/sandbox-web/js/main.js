import { startComposer } from "./composer.js";
import { byId } from "./dom.js";
import { translatePage } from "./i18n.js";
import { startKeyboard } from "./keyboard.js";
import { listen } from "./live.js";
import { startPanel } from "./panel.js";
import { startPayments } from "./pay.js";
import { pane, startSide } from "./side.js";
import { startTalk } from "./talk.js";
import { startWorld } from "./world.js";

translatePage();
startWorld();
startSide();
startTalk();
startComposer();
startKeyboard();
startPayments();
startPanel();
// On a narrow page Esc leads back to the chats.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  pane("chats");
  byId("chats").querySelector("[aria-current=true]")?.focus();
});
listen();
