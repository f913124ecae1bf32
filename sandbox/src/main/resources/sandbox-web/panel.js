import { get, post, remove } from "./api.js";
import { byId, element, toast } from "./dom.js";

const SHOWN = 150;
const seen = new Set();

export const failed = (error) => toast(error.message, { bad: true });

export function showFaults(state) {
  byId("limits").checked = state.limits;
  byId("release").textContent = state.hanging ? `Release ${state.hanging} hanging` : "Release hanging";
  byId("rules").replaceChildren(...state.rules.map((rule) => {
    const where = rule.method ? `${rule.target} ${rule.method}` : rule.target;
    const left = rule.left < 0 ? "" : ` · ${rule.left} more`;
    const off = element("button", { type: "button", attributes: { "aria-label": `Switch off ${rule.fault}` } }, "✕");
    off.onclick = () => remove(`faults/${rule.id}`).then(showFaults, failed);
    return element("li", {}, element("span", {}, `${where}: ${rule.fault}${left}`), off);
  }));
}

const refresh = () => get("faults").then(showFaults, failed);
let refreshing = null;

export function showCall(call) {
  if (!seen.has(call.method)) {
    seen.add(call.method);
    byId("methods").append(element("option", { value: call.method }));
  }
  // A call may have used up a fault.
  if (byId("rules").childElementCount && !refreshing) {
    refreshing = setTimeout(() => { refreshing = null; refresh(); }, 300);
  }
  if (call.method === "getUpdates" && call.status === 200 && !byId("polls").checked) return;
  const list = byId("calls");
  const time = new Date(call.time).toLocaleTimeString();
  list.prepend(element("li", {}, element("details", {},
    element("summary", {},
      element("span", { className: "time" }, time),
      element("span", { className: "method" }, call.method),
      element("span", { className: call.status === 200 ? "ok" : "bad" }, call.status || "cut")),
    element("pre", {}, JSON.stringify(call.params, null, 1)))));
  while (list.childElementCount > SHOWN) list.lastElementChild.remove();
}

export async function loadPanel() {
  byId("calls").replaceChildren();
  (await get("calls")).forEach(showCall);
  await refresh();
}

export function startPanel() {
  const form = byId("fault-form");
  const kind = form.elements.kind;
  const value = form.elements.value;
  const choose = () => {
    const { value: preset, unit } = kind.selectedOptions[0].dataset;
    byId("fault-value").hidden = !unit;
    if (unit) {
      byId("fault-value").firstElementChild.textContent = unit;
      value.value = preset;
    }
  };
  kind.onchange = choose;
  choose();
  form.onsubmit = (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    post("faults", {
      target: fields.target, kind: fields.kind, value: Number(fields.value ?? 0),
      method: fields.method, times: fields.times ? Number(fields.times) : -1,
    }).then(showFaults, failed);
  };
  byId("limits").onchange = (event) => post("limits", { on: event.target.checked }).then(showFaults, failed);
  byId("release").onclick = () => post("release").then(showFaults, failed);
  byId("faults-off").onclick = () => remove("faults/all").then(showFaults, failed);
  byId("silence").onclick = () => post("speech", { silence: true }).then(() => toast("Recordings are silent now"), failed);
  byId("speech-form").onsubmit = (event) => {
    event.preventDefault();
    const text = event.target.elements.text.value;
    post("speech", { text }).then(() => toast(text ? "Recordings say this now" : "Recordings are described now"), failed);
  };
  byId("panel-toggle").onclick = (event) => {
    const open = byId("panel").classList.toggle("open");
    event.target.setAttribute("aria-expanded", String(open));
    event.target.textContent = open ? "Close" : "Faults and calls";
  };
}
