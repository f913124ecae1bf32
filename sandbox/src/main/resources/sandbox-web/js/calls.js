import { get } from "./api.js";
import { button, byId, element, failed, redraw } from "./dom.js";
import { t } from "./i18n.js";
import { json } from "./json.js";
import { isShown } from "./panel.js";
import { on } from "./store.js";

const KEPT = 200;
let calls = []; // newest first
let number = 0;
const methods = new Set();
const opened = new Set();
let parts = null;

export const knownMethods = () => [...methods].sort();

const isPoll = (call) => call.method === "getUpdates" && call.status === 200;
const time = (millis) => new Date(millis).toTimeString().slice(0, 8);

function details(call) {
  return [element("h4", {}, t("calls.request")), json(call.params), element("h4", {}, t("calls.answer")), json(call.answer)];
}

function row(call) {
  const good = call.status >= 200 && call.status < 300;
  const body = element("div", { className: "call-body" });
  const head = element("summary", { dataset: { key: call.number } },
    element("span", { className: "call-time" }, time(call.time)),
    element("span", { className: `api ${call.api}` }, t(`calls.${call.api}`)),
    element("span", { className: "method" }, call.method),
    element("span", { className: "ms" }, `${call.ms} ms`),
    element("span", { className: good ? "status ok" : "status bad" }, call.status || t("calls.cut")));
  const node = element("details", {}, head, body);
  node.ontoggle = () => {
    if (node.open) opened.add(call.number);
    else opened.delete(call.number);
    if (node.open && !body.childElementCount) body.append(...details(call));
  };
  if (opened.has(call.number)) {
    node.open = true;
    body.append(...details(call));
  }
  return element("li", { dataset: { number: call.number } }, node);
}

function isWanted(call) {
  return (parts.polls.checked || !isPoll(call)) && call.method.toLowerCase().includes(parts.find.value.trim().toLowerCase());
}

function draw() {
  if (!isShown("calls")) return;
  const shown = calls.filter(isWanted);
  redraw(parts.list, shown.length ? shown.map(row) : [element("li", { className: "hint" }, t("calls.none"))]);
}

function remember(call) {
  methods.add(call.method);
  calls.unshift({ ...call, number: number++ });
  for (const old of calls.splice(KEPT)) opened.delete(old.number);
}

// Single steps go in at the top, so that what is open and read stays as it is.
let waiting = [];
function show(call) {
  remember(call);
  if (!isShown("calls") || !isWanted(calls[0])) return;
  waiting.push(calls[0]);
  if (waiting.length > 1) return;
  requestAnimationFrame(() => {
    const fresh = waiting.reverse().map(row);
    waiting = [];
    parts.list.querySelector(":scope > .hint")?.remove();
    parts.list.prepend(...fresh);
    while (parts.list.childElementCount > KEPT) parts.list.lastElementChild.remove();
  });
}

function build() {
  const find = element("input", { type: "search", placeholder: t("calls.find"), oninput: draw, attributes: { "aria-label": t("calls.find") } });
  const polls = element("input", { type: "checkbox", id: "polls", onchange: draw });
  const list = element("ol", { id: "calls", className: "calls", attributes: { "aria-label": t("calls.list") } });
  parts = { find, polls, list };
  byId("tab-calls").replaceChildren(element("div", { className: "tools" }, find,
    element("label", { className: "check" }, polls, t("calls.polls")),
    button(t("calls.clear"), () => { calls = []; draw(); }, { className: "soft" })), list);
  draw();
}

export function startCalls() {
  build();
  on("language", build);
  on("tab", draw);
  on("live.call", show);
  on("connected", () => get("calls").then((all) => {
    calls = [];
    all.forEach(remember);
    draw();
  }).catch(failed));
}
