import { get, post } from "./api.js";
import { failed } from "./dom.js";
import { keptInTab } from "./storage.js";
import { bot, chats, isHere, key, on, store, tell } from "./store.js";
import { catchUp, countUnread } from "./unread.js";

let readAs = 0; // whose eyes the open chat was last read with

// Who and what there is, from my point of view.
export async function loadWorld() {
  let world = await get(`state?user=${store.me}`);
  if (!world.users.some((it) => it.id === store.me)) {
    store.me = world.users[0].id;
    world = await get(`state?user=${store.me}`);
  }
  store.world = world;
  for (const it of world.bots) store.confirmed.set(it.id, it.confirmed);
  tell("world");
}

// Opens what was open before, or the newest chat.
export async function enter() {
  await loadWorld();
  await catchUp();
  const all = chats();
  const wished = keptInTab.get("place");
  const where = all.find((it) => store.place && key(it) === key(store.place))
    ?? all.find((it) => key(it) === wished) ?? all[0];
  if (where) await open(where);
  else leave();
}

export function leave() {
  store.place = null;
  store.messages = new Map();
  tell("place");
}

export async function open({ chat, bot: botId }) {
  const where = { chat, bot: botId };
  if (botId && bot(botId)) await post("open", { bot: botId, user: chat });
  const moved = store.place === null || !isHere(where);
  store.place = where;
  if (moved) store.topic = null;
  keptInTab.set("place", key(where));
  store.unread.delete(key(where));
  const all = await get(`messages?chat=${chat}&bot=${botId}`);
  if (!isHere(where)) return;
  const changed = readAs !== store.me || JSON.stringify(all) !== JSON.stringify([...store.messages.values()]);
  readAs = store.me;
  store.messages = new Map(all.map((it) => [it.id, it]));
  tell("place", { moved, same: !moved && !changed });
}

// From now on I am somebody else, in the same chat where they are in it too.
export async function become(id) {
  const former = store.place;
  store.me = id;
  keptInTab.set("me", id);
  await loadWorld();
  const all = chats();
  const where = former?.bot ? { chat: id, bot: former.bot } : former;
  const next = all.find((it) => where && key(it) === key(where)) ?? all[0];
  if (next) await open(next);
  else leave();
}

function remember(message) {
  let chat = store.world.chats.find((it) => key(it) === key(message));
  if (!chat && message.chat === store.me) {
    chat = { chat: message.chat, bot: message.bot, private: true };
    store.world.chats.push(chat);
  }
  if (chat && (!chat.last || chat.last.id <= message.id)) chat.last = message;
  if (isHere(message)) store.messages.set(message.id, message);
  countUnread(message);
  store.actions.delete(key(message));
}

function forget({ id, ...where }) {
  if (isHere(where)) store.messages.delete(id);
  const chat = store.world.chats.find((it) => key(it) === key(where));
  if (chat?.last?.id === id) loadWorld().catch(failed);
}

export function startWorld() {
  on("live.message", (message) => { remember(message); tell("message", message); });
  on("live.deleted", (it) => { forget(it); tell("deleted", it); });
  on("live.read", (it) => { store.confirmed.set(it.bot, it.offset); tell("read"); });
  on("live.action", (it) => {
    store.actions.set(key(it), it.action);
    tell("action", it);
    setTimeout(() => {
      if (store.actions.get(key(it)) === it.action) store.actions.delete(key(it));
      tell("action", it);
    }, 5000);
  });
  // A crowd comes in many steps.
  let timer = null;
  on("live.directory", () => {
    timer ??= setTimeout(() => {
      timer = null;
      const waiting = store.place === null;
      (waiting ? enter() : loadWorld()).catch(failed);
    }, 150);
  });
}
