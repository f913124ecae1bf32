import { startCalls } from "./calls.js";
import { byId, element, icon, walkable } from "./dom.js";
import { startFaults } from "./faults.js";
import { t } from "./i18n.js";
import { startSentry } from "./sentry.js";
import { kept, keptInTab } from "./storage.js";
import { on, tell } from "./store.js";
import { startTraffic } from "./traffic.js";

const TABS = ["calls", "faults", "traffic", "sentry"];
const WIDE = matchMedia("(min-width: 1180px)");
let current = keptInTab.get("tab") ?? "calls";

export const isShown = (tab) => !byId("panel").hidden && current === tab;

function show(open) {
  byId("panel").hidden = !open;
  document.body.classList.toggle("with-panel", open);
  for (const id of ["side-panel", "talk-panel"]) byId(id).setAttribute("aria-expanded", String(open));
  if (WIDE.matches) kept.set("panel", open ? "open" : "closed");
  if (open) tell("tab", current);
}

function choose(tab, { focus = false } = {}) {
  current = tab;
  keptInTab.set("tab", tab);
  for (const name of TABS) {
    byId(`tab-${name}`).hidden = name !== tab;
    const head = byId(`open-${name}`);
    head.setAttribute("aria-selected", String(name === tab));
    head.tabIndex = name === tab ? 0 : -1;
    if (focus && name === tab) head.focus();
  }
  tell("tab", tab);
}

function drawTabs() {
  byId("tabs").replaceChildren(...TABS.map((name) => element("button", {
    type: "button", id: `open-${name}`, onclick: () => choose(name), onfocus: () => { if (current !== name) choose(name); },
    attributes: { role: "tab", "aria-controls": `tab-${name}` },
  }, t(`tab.${name}`), element("span", { className: "mark", id: `mark-${name}`, hidden: true }))));
  choose(current);
}

function drawSigns() {
  for (const [id, name, label] of [["side-panel", "panel", "panel.open"], ["talk-panel", "panel", "panel.open"], ["panel-close", "close", "panel.close"]]) {
    byId(id).replaceChildren(icon(name));
    byId(id).setAttribute("aria-label", t(label));
    byId(id).title = t(label);
  }
}

// A number beside a tab's name, such as how many faults are on.
export function mark(tab, count) {
  const node = byId(`mark-${tab}`);
  node.hidden = !count;
  node.textContent = count || "";
}

export function startPanel() {
  drawSigns();
  drawTabs();
  walkable(byId("tabs"), "button", { across: true });
  on("language", () => { drawSigns(); drawTabs(); });
  startCalls();
  startFaults();
  startTraffic();
  startSentry();
  const toggle = () => {
    show(byId("panel").hidden);
    if (!byId("panel").hidden) byId(`open-${current}`).focus();
  };
  byId("side-panel").onclick = toggle;
  byId("talk-panel").onclick = toggle;
  byId("panel-close").onclick = () => { show(false); byId("talk-panel").focus(); };
  byId("panel").onkeydown = (event) => {
    if (event.key === "Escape" && !WIDE.matches) byId("panel-close").click();
  };
  // Beside the chat where there is room; else it comes over it when asked for.
  const settle = () => show(WIDE.matches && kept.get("panel") !== "closed");
  WIDE.addEventListener("change", settle);
  settle();
}
