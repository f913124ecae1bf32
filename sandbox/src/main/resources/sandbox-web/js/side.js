import { avatar, button, byId, clock, day, element, failed, icon, iconButton, redraw, walkable } from "./dom.js";
import { newGroup } from "./groups.js";
import { languageNow, locale, switchLanguage, t } from "./i18n.js";
import { newPerson, showMe, showPeople } from "./people.js";
import { doing, summary } from "./summary.js";
import { chats, isHere, isMine, isPrivate, key, on, store, tell } from "./store.js";
import { become, open } from "./world.js";

const PEOPLE_SHOWN = 4;

export const pane = (name) => { document.body.dataset.pane = name; };

function unreadOf(person) {
  return store.world.bots.reduce((sum, it) => sum + (store.unread.get(`${person.id}/${it.id}`) ?? 0), 0);
}

const badge = (count) => (count
  ? element("span", { className: "badge", attributes: { "aria-label": t("side.unread", count) } }, count > 99 ? "99+" : count)
  : null);

function personButton(person) {
  const mine = person.id === store.me;
  return element("button", {
    type: "button", className: "person", title: person.name, dataset: { key: person.id },
    attributes: { "aria-pressed": String(mine), "aria-label": mine ? t("side.me", person.name) : t("side.be", person.name) },
    onclick: () => (mine ? showMe() : become(person.id).catch(failed)),
  }, avatar(person.name, person.id), element("span", {}, person.name), badge(unreadOf(person)));
}

function drawPeople() {
  const { users } = store.world;
  const shown = users.slice(0, users.length > PEOPLE_SHOWN ? PEOPLE_SHOWN - 1 : PEOPLE_SHOWN);
  const me = users.find((it) => it.id === store.me);
  if (me && !shown.includes(me)) shown.splice(-1, 1, me);
  const more = users.length > PEOPLE_SHOWN
    ? iconButton("more", t("side.more"), showPeople, { dataset: { key: "more" } })
    : null;
  redraw(byId("people"), [...shown.map(personButton), more,
    iconButton("plus", t("side.newPerson"), newPerson, { dataset: { key: "plus" } })].filter(Boolean));
}

function when(date) {
  const today = new Date().toDateString() === new Date(date).toDateString();
  return element("time", {}, today ? clock(date) : day(date));
}

function preview(chat) {
  const action = store.actions.get(key(chat));
  if (action) return element("span", { className: "preview doing" }, doing(action));
  if (!chat.last) return element("span", { className: "preview" }, t(isPrivate(chat) ? "side.start" : "talk.empty"));
  const text = summary(chat.last);
  const writer = chat.last.special ? "" : isMine(chat.last) ? t("side.mine", "") : isPrivate(chat) ? "" : `${chat.last.from.name}: `;
  return element("span", { className: "preview" }, element("b", {}, writer), text);
}

function entry(chat) {
  const here = isHere(chat);
  const node = element("button", {
    type: "button", className: "chat", dataset: { key: key(chat) }, attributes: { "aria-current": String(here) },
    onclick: () => { pane("talk"); open(chat).then(() => tell("focus.text")).catch(failed); },
  }, avatar(chat.title, chat.chat, { bot: isPrivate(chat) }),
  element("span", { className: "chat-name" }, chat.title),
  chat.last ? when(chat.last.date) : null,
  preview(chat), badge(store.unread.get(key(chat))));
  return element("li", {}, node);
}

function drawChats() {
  const wanted = byId("find").value.trim().toLocaleLowerCase(locale());
  const found = chats().filter((it) => it.title.toLocaleLowerCase(locale()).includes(wanted));
  redraw(byId("chats"), found.length || !wanted ? found.map(entry) : [element("li", { className: "hint" }, t("side.nothing"))]);
  const total = chats().reduce((sum, it) => sum + (store.unread.get(key(it)) ?? 0), 0);
  document.title = total ? `(${total}) Voice2Text sandbox` : "Voice2Text sandbox";
}

// Many messages of a crowd make one drawing.
let waiting = false;
function draw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    drawPeople();
    drawChats();
  });
}

function drawFoot() {
  byId("new-group").replaceChildren(icon("group"), t("side.newGroup"));
  byId("language").replaceChildren(icon("globe"), t("side.language"));
  byId("language").lang = languageNow() === "en" ? "ru" : "en";
}

export function startSide() {
  byId("find").oninput = drawChats;
  byId("new-group").onclick = newGroup;
  byId("language").onclick = () => { switchLanguage(); tell("language"); };
  byId("find").onkeydown = (event) => {
    if (event.key === "ArrowDown") byId("chats").querySelector("button")?.focus();
    else if (event.key === "Escape") { event.target.value = ""; drawChats(); }
  };
  walkable(byId("chats"), ".chat");
  walkable(byId("people"), "button", { across: true });
  for (const name of ["world", "place", "message", "deleted", "action", "language"]) on(name, draw);
  on("language", drawFoot);
  drawFoot();
}
