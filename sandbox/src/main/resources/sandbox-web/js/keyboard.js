import { post } from "./api.js";
import { element, failed, icon, toast } from "./dom.js";
import { alertBox } from "./dialog.js";
import { safeLink } from "./entities.js";
import { t } from "./i18n.js";
import { payBill, payLink } from "./pay.js";
import { on, store } from "./store.js";

const PATIENCE = 15000; // then Telegram's apps stop waiting for an answer, too
const pressed = new Map(); // by the press: the button's place
const early = new Set(); // presses that were answered before the page knew their number

const place = (message, row, column) => `${message.chat}/${message.bot}/${message.id}/${row}/${column}`;

function settle(press) {
  if (!pressed.delete(press)) early.add(press);
  for (const node of document.querySelectorAll(".keyboard [aria-busy=true]")) {
    if (![...pressed.values()].includes(node.dataset.place)) node.removeAttribute("aria-busy");
  }
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("message.copied"));
  } catch {
    toast(t("message.noCopy"), { bad: true });
  }
}

async function press(message, spec, node) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    const { press: id } = await post("press", {
      chat: message.chat, bot: message.bot, id: message.id, user: store.me, data: spec.data,
    });
    if (early.delete(id)) {
      node.removeAttribute("aria-busy");
      return;
    }
    pressed.set(id, node.dataset.place);
    setTimeout(() => { if (pressed.has(id)) settle(id); }, PATIENCE);
  } catch (error) {
    node.removeAttribute("aria-busy");
    failed(error);
  }
}

function button(spec, message, where) {
  const properties = { type: "button", dataset: { key: where, place: where } };
  if (spec.pay) {
    const { paid } = message.special ?? {};
    return element("button", { ...properties, className: "pay", disabled: paid, onclick: () => payBill(message) },
      paid ? t("pay.paid") : spec.text);
  }
  if (spec.url?.startsWith("https://t.me/$")) {
    return element("button", { ...properties, className: "pay", onclick: () => payLink(spec.url) }, spec.text);
  }
  if (spec.url) return safeLink(spec.url, spec.text, icon("link"));
  if (spec.copyText) {
    return element("button", { ...properties, onclick: () => copy(spec.copyText) }, spec.text, icon("copy"));
  }
  const node = element("button", { ...properties, onclick: () => press(message, spec, node) }, spec.text);
  if ([...pressed.values()].includes(where)) node.setAttribute("aria-busy", "true");
  return node;
}

// The buttons under a message; one that was pressed turns until the bot answers.
export function keyboard(message) {
  if (!message.buttons.length) return null;
  return element("div", { className: "keyboard" }, ...message.buttons.map((row, i) =>
    element("div", {}, ...row.map((spec, j) => button(spec, message, place(message, i, j))))));
}

export function startKeyboard() {
  on("live.answer", (it) => {
    if (it.user !== store.me) return;
    settle(it.press);
    if (!it.text) return;
    if (it.alert) alertBox(it.text);
    else toast(it.text);
  });
}
