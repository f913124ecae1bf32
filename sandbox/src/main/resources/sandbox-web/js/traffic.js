import { get, post, remove } from "./api.js";
import { button, byId, element, failed } from "./dom.js";
import { field } from "./dialog.js";
import { locale, t } from "./i18n.js";
import { isShown, mark } from "./panel.js";
import { on } from "./store.js";

const USUAL = { voice: 60, audio: 6, video_note: 8, video: 3, document: 3, text: 6, command: 4, press: 10 };
const EVERY = 1000; // milliseconds between looks at a running crowd
let parts = null;
let timer = null;

const number = (value) => new Intl.NumberFormat(locale()).format(value);

function show(state) {
  mark("traffic", state.running ? "●" : 0);
  parts.state.textContent = `${state.running ? t("traffic.running") : t("traffic.stopped")} · ${t("traffic.total", number(state.total))}`;
  parts.state.classList.toggle("running", state.running);
  parts.start.textContent = state.running ? t("traffic.change") : t("traffic.start");
  parts.stop.hidden = !state.running;
  const most = Math.max(1, ...Object.values(state.done));
  for (const [name, bar] of Object.entries(parts.bars)) {
    const count = state.done[name] ?? 0;
    bar.count.textContent = number(count);
    bar.fill.style.width = `${(100 * count) / most}%`;
  }
  clearTimeout(timer);
  if (state.running && isShown("traffic")) timer = setTimeout(load, EVERY);
}

const load = () => get("traffic").then(show).catch(() => {});

function mixRow(name) {
  const count = element("span", { className: "count" }, "0");
  const fill = element("i");
  const input = element("input", { type: "number", min: 0, max: 1000, name, value: USUAL[name], attributes: { "aria-label": t(`activity.${name}`) } });
  parts.bars[name] = { count, fill, input };
  return element("li", {}, element("span", {}, t(`activity.${name}`)), input, element("span", { className: "meter" }, fill), count);
}

function build() {
  parts = { bars: {}, state: element("p", { className: "traffic-state", attributes: { role: "status" } }) };
  const amount = (name, value, options) => element("input", { type: "number", name, value, ...options });
  parts.start = element("button", { type: "submit", className: "primary", id: "traffic-start" });
  parts.stop = button(t("traffic.stop"), () => remove("traffic").then(show).catch(failed), { id: "traffic-stop" });
  const form = element("form", { className: "grid-form" },
    field(t("traffic.users"), amount("users", 10, { min: 1, max: 10000 })),
    field(t("traffic.rate"), amount("perSecond", 1, { min: 0.1, max: 500, step: 0.1 })),
    field(t("traffic.longest"), amount("longest", 60, { min: 2, max: 600 })),
    element("fieldset", {}, element("legend", {}, t("traffic.mix")), element("ul", { className: "mix" }, ...Object.keys(USUAL).map(mixRow))),
    element("div", { className: "form-foot" }, parts.stop, parts.start));
  form.onsubmit = (event) => {
    event.preventDefault();
    const mix = Object.fromEntries(Object.entries(parts.bars).map(([name, it]) => [name, Number(it.input.value)]));
    const value = (name) => Number(form.elements[name].value);
    post("traffic", { users: value("users"), perSecond: value("perSecond"), longest: value("longest"), mix }).then(show).catch(failed);
  };
  byId("tab-traffic").replaceChildren(element("p", { className: "hint" }, t("traffic.about")), parts.state, form);
  load();
}

export function startTraffic() {
  build();
  on("language", build);
  on("connected", load);
  on("tab", (tab) => { if (tab === "traffic") load(); });
}
