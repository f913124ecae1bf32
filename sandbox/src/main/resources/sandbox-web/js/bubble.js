import { post } from "./api.js";
import { avatar, clock, element, failed, icon, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { forward } from "./forward.js";
import { locale, t } from "./i18n.js";
import { copy, keyboard } from "./keyboard.js";
import { media } from "./media.js";
import { showMenu } from "./menu.js";
import { special, summary } from "./summary.js";
import { isMine, isPrivate, isRead, store, tell } from "./store.js";

function menuOf(message) {
  const own = isMine(message) && !message.media && !message.forwardedFrom;
  return [
    { label: t("message.reply"), sign: "reply", action: () => tell("reply", message) },
    message.special ? null : { label: t("message.forward"), sign: "forward", action: () => forward(message) },
    message.text ? { label: t("message.copy"), sign: "copy", action: () => copy(message.text) } : null,
    own ? { label: t("message.edit"), sign: "edit", action: () => tell("edit", message) } : null,
    {
      label: t("message.delete"), sign: "trash", danger: true,
      action: () => post("delete", { chat: message.chat, bot: message.bot, id: message.id }).catch(failed),
    },
  ].filter(Boolean);
}

function ticks(message) {
  if (!isMine(message)) return null;
  const node = element("span", { className: "ticks", dataset: { id: message.id }, attributes: { role: "img" } });
  showTicks(node, message);
  return node;
}

// One tick once it is sent, two once the bot has confirmed the update.
export function showTicks(node, message) {
  const read = isRead(message);
  node.classList.toggle("read", read);
  node.setAttribute("aria-label", read ? t("message.read") : t("message.sent"));
  node.replaceChildren(icon(read ? "checks" : "check"));
}

function answered(message) {
  const original = store.messages.get(message.replyTo);
  const text = message.quote ?? (original ? summary(original) : t("message.deleted"));
  const writer = original ? (isMine(original) ? t("message.you") : original.from.name) : "";
  return element("button", { type: "button", className: "quote", dataset: { key: "quote" }, onclick: () => tell("show", message.replyTo) },
    element("b", {}, writer), element("span", {}, text));
}

function bill({ invoice }) {
  return element("div", { className: "bill-card" }, element("strong", {}, invoice.title), element("p", {}, invoice.description));
}

function body(message) {
  const shown = element("div", { className: "body" });
  if (!isPrivate(message) && !isMine(message)) {
    shown.append(element("div", { className: `sender c${message.from.id % 6}` }, message.inNameOf ?? message.from.name));
  }
  if (message.forwardedFrom) shown.append(element("div", { className: "origin" }, t("message.forwarded", message.forwardedFrom)));
  if (message.replyTo) shown.append(answered(message));
  if (message.media) shown.append(media(message.media));
  if (message.special) shown.append(bill(message.special));
  if (message.text) shown.append(formatted(message.text, message.entities, `${message.chat}/${message.bot}/${message.id}`));
  const full = new Date(message.date).toLocaleString(locale());
  shown.append(element("div", { className: "meta" },
    message.edits ? element("span", {}, t("message.edited")) : null,
    element("time", { title: full, dateTime: new Date(message.date).toISOString() }, clock(message.date)), ticks(message)));
  return shown;
}

// One message.
export function bubble(message) {
  const dataset = { id: message.id, from: message.from.id, day: new Date(message.date).toDateString(), date: message.date };
  if (message.special && message.special.what !== "bill") {
    return element("p", { className: "service", dataset: { ...dataset, from: "service" } }, special(message.special));
  }
  const more = iconButton("more", t("message.more"), () => showMenu(more, t("message.more"), menuOf(message)), {
    className: "round more", dataset: { key: "more" }, attributes: { "aria-haspopup": "menu" },
  });
  const node = element("article", {
    className: `bubble${isMine(message) ? " mine" : ""}${message.media ? ` with-${message.media.kind}` : ""}`, dataset, tabIndex: -1,
  }, isPrivate(message) || isMine(message) ? null : avatar(message.from.name, message.from.id, { bot: message.from.isBot, small: true }),
  element("div", { className: "stack" }, element("div", { className: "line" }, body(message), more), keyboard(message)));
  node.oncontextmenu = (event) => {
    if (getSelection().toString() || event.target.closest("a, input, video")) return;
    event.preventDefault();
    more.click();
  };
  node.onkeydown = (event) => {
    if (event.target !== node || event.key !== "Enter") return;
    event.preventDefault(); // or the key would press what the menu begins with
    more.click();
  };
  return node;
}

// What the bot is still writing.
export function preview(draft) {
  return element("article", { className: "bubble draft", id: "draft", attributes: { "aria-label": t("message.draft"), "aria-live": "off" } },
    element("div", { className: "stack" }, element("div", { className: "line" }, element("div", { className: "body" },
      draft.text ? formatted(draft.text, draft.entities, "draft") : null,
      element("span", { className: "dots", attributes: { "aria-hidden": "true" } }, element("i"), element("i"), element("i"))))));
}
