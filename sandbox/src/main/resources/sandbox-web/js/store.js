import { keptInTab } from "./storage.js";

// What the page knows. Modules tell each other of changes by name and do not import one another for it.
export const store = {
  world: { bots: [], users: [], chats: [] },
  me: Number(keptInTab.get("me")) || 0,
  place: null, // { chat, bot } of the open chat; bot is 0 in a group
  topic: null,
  messages: new Map(), // of the open chat
  unread: new Map(), // by the key of the chat
  confirmed: new Map(), // by bot: every update below it was read
  actions: new Map(), // by the key of the chat: what the bot is doing
};

const bus = new EventTarget();
export const on = (name, action) => bus.addEventListener(name, (event) => action(event.detail));
export const tell = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));

export const key = (it) => `${it.chat}/${it.bot}`;
export const isHere = (it) => store.place !== null && key(it) === key(store.place);
export const isPrivate = (it) => it.bot !== 0;
export const user = (id) => store.world.users.find((it) => it.id === id);
export const bot = (id) => store.world.bots.find((it) => it.id === id);
export const group = (it) => store.world.chats.find((chat) => chat.bot === 0 && key(chat) === key(it));
export const isMine = (message) => message.from.id === store.me;
export const isRead = (message) => message.update < (store.confirmed.get(message.reader) ?? 0);

// The bot that a chat is about: its own, or the first one that is a member.
export const botOf = (it) => (isPrivate(it) ? bot(it.bot) : bot(group(it)?.roles.find((role) => role.isBot)?.id));
export const isBlocked = (it) => isPrivate(it) && Boolean(bot(it.bot)?.blockedBy.includes(it.chat));

// The chats that I see, the last used first. One with each bot is there before it has begun.
export function chats() {
  const { world, me } = store;
  const known = (it) => world.chats.find((chat) => key(chat) === key(it));
  const own = world.bots.map((it) => {
    const where = { chat: me, bot: it.id };
    return { ...where, title: it.name, type: "private", last: known(where)?.last };
  });
  const groups = world.chats.filter((it) => !it.private && !it.movedTo);
  return [...own, ...groups].sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
}
