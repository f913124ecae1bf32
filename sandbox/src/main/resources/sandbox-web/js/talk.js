import { avatar, button, byId, day, element, failed, icon, iconButton } from "./dom.js";
import { bubble, preview, showTicks } from "./bubble.js";
import { showBot, showGroup } from "./groups.js";
import { t } from "./i18n.js";
import { pane } from "./side.js";
import { doing } from "./summary.js";
import { bot, group, isBlocked, isHere, isPrivate, key, on, store, tell } from "./store.js";

const SHOWN = 200; // messages drawn at first, and with each step back
const SAME_RUN = 5 * 60_000; // messages of one writer within it stand close together
const NEAR_END = 140; // pixels
let shown = SHOWN;
let following = true;

const list = () => byId("messages");
const find = (id) => list().querySelector(`:scope > [data-id="${id}"]`);
const inTopic = (message) => store.topic === null || (message.topic ?? 0) === store.topic || message.id === store.topic;
const isAtEnd = () => list().scrollHeight - list().scrollTop - list().clientHeight < NEAR_END;
const toEnd = () => { following = true; list().scrollTop = list().scrollHeight; };

// ---- head ----

function subtitle() {
  const action = store.actions.get(key(store.place));
  if (action) return doing(action);
  const chat = group(store.place);
  if (chat) return chat.type === "channel" ? t("talk.channel") : t("talk.members", chat.roles.length);
  return isBlocked(store.place) ? t("talk.blocked") : t("talk.bot");
}

function drawHead() {
  const { place, world } = store;
  byId("talk-head").hidden = place === null;
  byId("waiting").hidden = world.bots.length > 0;
  list().hidden = place === null;
  if (!place) return;
  const title = isPrivate(place) ? bot(place.bot)?.name ?? "" : group(place)?.title ?? "";
  byId("info").replaceChildren(avatar(title, place.chat, { bot: isPrivate(place) }),
    element("span", { className: "who-name" }, title),
    element("span", { className: store.actions.has(key(place)) ? "who-state doing" : "who-state" }, subtitle()));
  drawTopics();
}

function drawTopics() {
  const chat = group(store.place);
  const topics = chat?.type === "forum" ? chat.topics : [];
  byId("topics").hidden = chat?.type !== "forum";
  if (chat?.type === "forum" && store.topic === null) store.topic = 0;
  const choice = (id, name) => element("button", {
    type: "button", attributes: { "aria-pressed": String(store.topic === id) },
    onclick: () => { store.topic = id; drawTopics(); drawAll(); toEnd(); tell("topic"); },
  }, name);
  byId("topics").replaceChildren(choice(0, t("talk.general")),
    ...topics.map((it) => choice(it.id, it.closed ? `${it.name} (${t("talk.closed")})` : it.name)));
}

// ---- messages ----

function dayLabel(text, date) {
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 864e5);
  return element("p", { className: "day", dataset: { of: text } }, ago === 0 ? t("talk.today") : ago === 1 ? t("talk.yesterday") : day(date));
}

// Days between messages, and which messages of one writer stand together.
function arrange() {
  for (const label of list().querySelectorAll(":scope > .day")) label.remove();
  let before = null;
  for (const node of list().querySelectorAll(":scope > [data-id]")) {
    if (node.dataset.day !== before?.dataset.day) node.before(dayLabel(node.dataset.day, Number(node.dataset.date)));
    const joined = before !== null && before.dataset.from === node.dataset.from && before.dataset.day === node.dataset.day
      && node.dataset.date - before.dataset.date < SAME_RUN;
    node.classList.toggle("joined", joined);
    before?.classList.toggle("tail", !joined);
    before = node;
  }
  before?.classList.add("tail");
}

function drawAll() {
  const all = [...store.messages.values()].filter(inTopic);
  const earlier = all.length > shown
    ? button(t("talk.earlier"), () => { shown += SHOWN; drawAll(); }, { className: "earlier soft" })
    : null;
  list().setAttribute("aria-busy", "true");
  list().replaceChildren(...[earlier, ...all.slice(-shown).map(bubble)].filter(Boolean));
  if (!all.length) list().append(element("p", { className: "nothing" }, t("talk.empty")));
  arrange();
  list().setAttribute("aria-busy", "false");
}

function replace(old, node) {
  const focused = old === document.activeElement ? node : null;
  const name = old.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  old.replaceWith(node);
  (focused ?? (name ? node.querySelector(`[data-key="${CSS.escape(name)}"]`) ?? node : null))?.focus();
}

function showMessage(message) {
  if (!isHere(message) || !inTopic(message)) return;
  const follow = isAtEnd() || message.from.id === store.me;
  const old = find(message.id);
  if (message.from.isBot) byId("draft")?.remove();
  list().querySelector(".nothing")?.remove();
  if (old) replace(old, bubble(message));
  else list().append(bubble(message));
  const draft = byId("draft");
  if (draft) list().append(draft);
  arrange();
  if (follow) toEnd();
  showEnd();
}

function dropMessage({ id, ...where }) {
  if (!isHere(where)) return;
  const node = find(id);
  if (!node) return;
  const next = node.contains(document.activeElement) ? node.previousElementSibling ?? list() : null;
  node.remove();
  arrange();
  next?.focus();
}

let draftTimer = 0;
function showDraft(it) {
  if (!isHere(it) || !inTopic(it)) return;
  const follow = isAtEnd();
  byId("draft")?.remove();
  list().append(preview(it));
  if (follow) toEnd();
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => byId("draft")?.remove(), 30000);
}

function showRead() {
  for (const node of list().querySelectorAll(".ticks:not(.read)")) {
    const message = store.messages.get(Number(node.dataset.id));
    if (message) showTicks(node, message);
  }
}

function jump(id) {
  let node = find(id);
  if (!node && store.messages.has(id)) {
    shown = store.messages.size;
    drawAll();
    node = find(id);
  }
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.classList.add("flash");
  node.focus({ preventScroll: true });
  setTimeout(() => node.classList.remove("flash"), 1400);
}

const showEnd = () => { byId("to-end").hidden = list().hidden || isAtEnd(); };

// Arrow keys walk from message to message.
function walk(event) {
  const all = [...list().querySelectorAll(":scope > .bubble[data-id]")];
  const at = all.indexOf(document.activeElement);
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || (at < 0 && document.activeElement !== list())) return;
  const next = at < 0 ? all.at(-1) : all[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function drawSigns() {
  const sign = (id, name, label) => {
    byId(id).replaceChildren(icon(name));
    byId(id).setAttribute("aria-label", t(label));
    byId(id).title = t(label);
  };
  sign("back", "back", "talk.back");
  sign("to-end", "down", "talk.end");
}

export function startTalk() {
  byId("api-url").textContent = location.origin;
  byId("back").onclick = () => { pane("chats"); byId("chats").querySelector("[aria-current=true]")?.focus(); };
  byId("info").onclick = () => (isPrivate(store.place) ? showBot(store.place.bot) : showGroup(store.place));
  byId("to-end").onclick = toEnd;
  list().onscroll = () => { following = isAtEnd(); showEnd(); };
  list().onkeydown = walk;
  // Whoever reads the end stays there when the page changes its shape.
  new ResizeObserver(() => { if (following) toEnd(); }).observe(list());
  on("place", (how) => {
    if (how?.moved) shown = SHOWN;
    drawHead();
    const top = list().scrollTop;
    const atEnd = how?.moved !== false || isAtEnd();
    if (how?.same) showRead(); // what is read or heard just now stays as it is
    else drawAll();
    if (atEnd) toEnd();
    else list().scrollTop = top;
    showEnd();
  });
  on("world", drawHead);
  on("message", (message) => { showMessage(message); if (isHere(message)) drawHead(); });
  on("deleted", dropMessage);
  on("action", (it) => { if (isHere(it)) drawHead(); });
  on("live.draft", showDraft);
  on("read", showRead);
  on("show", jump);
  on("language", () => { drawSigns(); drawHead(); if (store.place) drawAll(); toEnd(); });
  drawSigns();
}
