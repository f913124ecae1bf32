import { icon } from "./icons.js";
import { locale } from "./i18n.js";

export { icon };

// Builds elements; text always goes in as text.
export function element(tag, properties = {}, ...children) {
  const { dataset, attributes, ...rest } = properties;
  const node = Object.assign(document.createElement(tag), rest);
  Object.assign(node.dataset, dataset ?? {});
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

export const button = (text, action, properties = {}) =>
  element("button", { type: "button", onclick: action, ...properties }, text);

export function iconButton(name, label, action, properties = {}) {
  const { attributes, ...rest } = properties;
  return element("button", {
    type: "button", className: "round", title: label, onclick: action,
    attributes: { "aria-label": label, ...attributes }, ...rest,
  }, icon(name));
}

export function avatar(name, id, { bot = false, small = false } = {}) {
  const classes = `avatar c${Math.abs(id) % 6}${small ? " small" : ""}`;
  if (bot) return element("img", { className: `${classes} bot`, src: "icon.svg", alt: "" });
  return element("span", { className: classes, attributes: { "aria-hidden": "true" } }, [...name][0] ?? "?");
}

// Puts new children in and keeps the focus on the one with the same key.
export function redraw(list, nodes) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren(...nodes);
  if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

// Arrow keys walk through what the selector finds; only one of them is in the tab order.
export function walkable(list, selector, { across = false } = {}) {
  const [before, after] = across ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  list.addEventListener("keydown", (event) => {
    const all = [...list.querySelectorAll(selector)];
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    const next = { [before]: at - 1, [after]: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[Math.min(Math.max(next, 0), all.length - 1)].focus();
  });
}

export function toast(text, { bad = false } = {}) {
  const box = element("div", { className: bad ? "toast bad" : "toast" }, text);
  setTimeout(() => box.remove(), bad ? 7000 : 4000);
  byId("toasts").append(box);
}

export const failed = (error) => toast(error.message, { bad: true });

export const clock = (millis) =>
  new Date(millis).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });

export const day = (millis) =>
  new Date(millis).toLocaleDateString(locale(), { day: "numeric", month: "long" });

export function size(bytes) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}

export const length = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
