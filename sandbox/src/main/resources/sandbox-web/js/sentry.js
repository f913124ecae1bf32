import { get } from "./api.js";
import { byId, element, failed, redraw } from "./dom.js";
import { t } from "./i18n.js";
import { json } from "./json.js";
import { isShown } from "./panel.js";
import { on } from "./store.js";

const KEPT = 100;
const KINDS = ["all", "event", "transaction", "other"];
let items = []; // newest first
let number = 0;
let kind = "all";
const opened = new Set();
let parts = null;

const kindOf = (item) => (item.type === "event" || item.type === "transaction" ? item.type : "other");
const millis = (value) => (typeof value === "number" ? value * 1000 : Date.parse(value));
const took = (it) => Math.max(0, millis(it.timestamp) - millis(it.start_timestamp));

function title({ type, body }) {
  if (type === "transaction") return `${body.transaction ?? ""} · ${Math.round(took(body))} ms`;
  const thrown = body.exception?.values?.at(-1);
  if (thrown) return `${thrown.type}${thrown.value ? `: ${thrown.value}` : ""}`;
  return body.message?.formatted ?? body.message?.message ?? body.items?.[0]?.body ?? "";
}

// The spans of a trace, one line each, where they lie in its time.
function waterfall(body) {
  const begin = millis(body.start_timestamp);
  const whole = Math.max(1, took(body));
  return element("ul", { className: "spans" }, ...(body.spans ?? []).map((span) => {
    const bar = element("i");
    bar.style.marginInlineStart = `${Math.min(99, (100 * (millis(span.start_timestamp) - begin)) / whole)}%`;
    bar.style.width = `${Math.max(1, (100 * took(span)) / whole)}%`;
    return element("li", {}, element("span", { className: "span-name" }, span.description ?? span.op),
      element("span", { className: "span-track" }, bar), element("span", { className: "ms" }, `${Math.round(took(span))} ms`));
  }));
}

function details(item) {
  const { type, body } = item;
  const stack = body.exception?.values?.at(-1)?.stacktrace?.frames?.slice(-6).reverse() ?? [];
  return [
    type === "transaction" ? waterfall(body) : null,
    stack.length ? element("ul", { className: "stack-lines" }, ...stack.map((it) => element("li", {}, `${it.module}.${it.function}${it.lineno ? `:${it.lineno}` : ""}`))) : null,
    element("h4", {}, t("sentry.raw")), json(body),
  ].filter(Boolean);
}

function row(item) {
  const body = element("div", { className: "call-body" });
  const spans = item.type === "transaction" ? t("sentry.spans", item.body.spans?.length ?? 0) : item.body.level ?? "";
  const node = element("details", { open: opened.has(item.number) }, element("summary", { dataset: { key: item.number } },
    element("span", { className: "call-time" }, new Date(item.time).toTimeString().slice(0, 8)),
    element("span", { className: `api ${kindOf(item)}` }, item.type),
    element("span", { className: "method" }, title(item)), element("span", { className: "ms" }, spans)), body);
  if (node.open) body.append(...details(item));
  node.ontoggle = () => {
    if (node.open) opened.add(item.number);
    else opened.delete(item.number);
    if (node.open && !body.childElementCount) body.append(...details(item));
  };
  return element("li", {}, node);
}

function draw() {
  if (!isShown("sentry")) return;
  const shown = items.filter((it) => kind === "all" || kindOf(it) === kind);
  redraw(parts.list, shown.length ? shown.map(row) : [element("li", { className: "hint" }, t("sentry.none"))]);
}

function remember(item) {
  if (item.type === "client_report" || item.type === "session") return;
  items.unshift({ ...item, number: number++ });
  for (const old of items.splice(KEPT)) opened.delete(old.number);
}

function build() {
  const choices = element("div", { className: "choices", attributes: { role: "group" } }, ...KINDS.map((it) => element("button", {
    type: "button", attributes: { "aria-pressed": String(kind === it) }, onclick: () => { kind = it; build(); },
  }, t(`sentry.${it}`))));
  const list = element("ol", { id: "sentry", className: "calls", attributes: { "aria-label": t("sentry.list") } });
  parts = { list };
  redraw(byId("tab-sentry"), [choices, list]);
  draw();
}

export function startSentry() {
  build();
  on("language", build);
  on("tab", draw);
  let timer = null;
  on("live.sentry", (item) => {
    remember(item);
    timer ??= setTimeout(() => { timer = null; draw(); }, 300);
  });
  on("connected", () => get("sentry").then((all) => {
    items = [];
    all.forEach(remember);
    draw();
  }).catch(failed));
}
