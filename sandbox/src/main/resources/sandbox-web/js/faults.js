import { get, post, remove } from "./api.js";
import { knownMethods } from "./calls.js";
import { button, byId, element, failed, iconButton, redraw, toast } from "./dom.js";
import { field, select } from "./dialog.js";
import { t } from "./i18n.js";
import { mark } from "./panel.js";
import { on } from "./store.js";

// Faults worth a switch of their own.
const SWITCHES = [
  ["telegram", "too_many", 3], ["telegram", "error", 500], ["telegram", "slow", 3000], ["telegram", "closed", 0], ["telegram", "hang", 0],
  ["files", "error", 404], ["speech", "error", 500], ["speech", "slow", 5000], ["language", "error", 500], ["language", "cut", 0],
];
const KINDS = ["too_many", "error", "revoked", "slow", "hang", "closed", "cut", "html", "json", "empty", "repeat", "unparsable"];
const PRESETS = { too_many: 3, error: 500, slow: 3000 };
const TARGETS = ["telegram", "files", "speech", "language"];
let state = { rules: [], limits: false, hanging: 0 };
let parts = null;

const show = (next) => { state = next; draw(); };
const add = (body) => post("faults", { times: -1, ...body }).then(show, failed);
const off = (id) => remove(`faults/${id}`).then(show, failed);
const name = (target, kind, value) => `${t(`target.${target}`)}: ${t(`fault.${kind}`, value)}`;

function switchRow(label, key, on_, action) {
  return element("li", {}, element("button", {
    type: "button", className: "switch", onclick: action, dataset: { key }, attributes: { role: "switch", "aria-checked": String(on_) },
  }, element("span", {}, label), element("i", { className: "knob", attributes: { "aria-hidden": "true" } })));
}

function quick([target, kind, value]) {
  const rule = state.rules.find((it) => it.target === target && it.kind === kind && it.value === value && !it.method && it.left < 0 && it.share === 1);
  return switchRow(name(target, kind, value), `${target}-${kind}`, Boolean(rule), () => (rule ? off(rule.id) : add({ target, kind, value })));
}

function active(rule) {
  const text = `${t(`target.${rule.target}`)}${rule.method ? ` ${rule.method}` : ""}: ${t(`fault.${rule.kind}`, rule.value)}`;
  const more = [rule.left < 0 ? null : t("faults.left", rule.left), rule.share < 1 ? `${Math.round(rule.share * 100)} %` : null].filter(Boolean);
  return element("li", {}, element("span", {}, [text, ...more].join(" · ")),
    iconButton("close", t("faults.off", text), () => off(rule.id), { dataset: { key: `off-${rule.id}` } }));
}

function draw() {
  mark("faults", state.rules.length);
  redraw(parts.rules, state.rules.length ? state.rules.map(active) : [element("li", { className: "hint" }, t("faults.none"))]);
  redraw(parts.quick, [...SWITCHES.map(quick),
    switchRow(t("faults.limits"), "limits", state.limits, () => post("limits", { on: !state.limits }).then(show, failed))]);
  parts.release.hidden = !state.hanging;
  parts.release.textContent = t("faults.release", state.hanging);
  parts.allOff.hidden = !state.rules.length;
}

function otherFault() {
  const kind = select("kind", KINDS.map((it) => [it, t(`what.${it}`) === `what.${it}` ? t(`fault.${it}`) : t(`what.${it}`)]));
  const value = element("input", { name: "value", type: "number", min: 1, max: 600000 });
  const valueField = field("", value);
  const methods = element("datalist", { id: "methods" });
  const method = element("input", { name: "method", placeholder: t("faults.allMethods"), autocomplete: "off", attributes: { list: "methods" } });
  method.onfocus = () => methods.replaceChildren(...knownMethods().map((it) => element("option", { value: it })));
  kind.onchange = () => {
    valueField.hidden = PRESETS[kind.value] === undefined;
    valueField.firstElementChild.textContent = valueField.hidden ? "" : t(`unit.${kind.value}`);
    value.value = PRESETS[kind.value] ?? "";
  };
  const form = element("form", { id: "fault-form", className: "grid-form" },
    field(t("faults.where"), select("target", TARGETS.map((it) => [it, t(`target.${it}`)]))), field(t("faults.what"), kind), valueField,
    field(t("faults.method"), method), field(t("faults.times"), element("input", { name: "times", type: "number", min: 1, placeholder: t("faults.always") })),
    field(t("faults.share"), element("input", { name: "share", type: "number", min: 1, max: 100, value: 100 })), methods,
    element("button", { type: "submit", className: "primary" }, t("faults.switchOn")));
  kind.onchange();
  form.onsubmit = (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    add({
      target: fields.target, kind: fields.kind, value: Number(fields.value || 0), method: fields.method,
      times: fields.times ? Number(fields.times) : -1, share: Number(fields.share || 100) / 100,
    });
  };
  return element("details", { className: "other" }, element("summary", {}, t("faults.other")), form);
}

function answerForm(path, label, hint, silence) {
  const text = element("input", { name: "text", placeholder: hint, autocomplete: "off" });
  const set = (body) => post(path, body).then((next) => { show(next); toast(t("faults.setDone")); }, failed);
  const form = element("form", { className: "inline", id: `${path}-form` }, field(label, text), element("button", { type: "submit" }, t("faults.set")),
    silence ? button(t("faults.silence"), () => set({ silence: true }), { id: "silence" }) : null);
  form.onsubmit = (event) => { event.preventDefault(); set({ text: text.value }); };
  return form;
}

function build() {
  parts = {
    rules: element("ul", { id: "rules", className: "rules" }),
    quick: element("ul", { className: "switches" }),
    release: button("", () => post("release").then(show, failed), { id: "release" }),
    allOff: button(t("faults.allOff"), () => remove("faults/all").then(show, failed), { id: "faults-off" }),
  };
  byId("tab-faults").replaceChildren(
    element("section", {}, element("h3", {}, t("faults.on")), parts.rules, element("div", { className: "wrap" }, parts.release, parts.allOff)),
    element("section", {}, element("h3", {}, t("faults.quick")), parts.quick, otherFault()),
    element("section", {}, element("h3", {}, t("faults.answers")), answerForm("speech", t("faults.says"), t("faults.saysHint"), true),
      answerForm("language", t("faults.writes"), t("faults.writesHint"), false)));
  draw();
}

export function startFaults() {
  build();
  on("language", build);
  const load = () => get("faults").then(show, failed);
  on("connected", load);
  on("live.faults", show);
  // A call may have used up a fault.
  let timer = null;
  on("live.call", () => {
    if (state.rules.length || state.hanging) timer ??= setTimeout(() => { timer = null; load(); }, 300);
  });
}
