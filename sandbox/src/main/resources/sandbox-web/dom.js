// Builds elements; text always goes in as text.
export function element(tag, properties = {}, ...children) {
  const { dataset, attributes, ...rest } = properties;
  const node = Object.assign(document.createElement(tag), rest);
  Object.assign(node.dataset, dataset ?? {});
  for (const [name, value] of Object.entries(attributes ?? {})) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

export function toast(text, { bad = false, stays = false } = {}) {
  const box = element("div", { className: bad ? "toast bad" : "toast" }, text);
  if (stays) box.append(element("button", { type: "button", onclick: () => box.remove() }, "OK"));
  else setTimeout(() => box.remove(), 4000);
  byId("toasts").append(box);
}

export const clock = (millis) =>
  new Date(millis).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
