import { post } from "./api.js";
import { isHere, isPrivate, key, store } from "./store.js";

const seen = new Map(); // by the key of the chat: the newest message that was counted
let sandbox = null; // whose messages they are
let late = null; // what comes while the sandbox is asked
let asking = null;

const isOwn = (message) => message.from.id === (isPrivate(message) ? message.chat : store.me);
const add = (chat, count) => store.unread.set(chat, (store.unread.get(chat) ?? 0) + count);
const see = (chat, id) => seen.set(chat, Math.max(seen.get(chat) ?? 0, id));

function count(message) {
  if (message.id <= (seen.get(key(message)) ?? 0)) return; // an edit, or counted already
  see(key(message), message.id);
  if (!isHere(message) && !isOwn(message)) add(key(message), 1);
}

export const countUnread = (message) => (late ? late.push(message) : count(message));

async function ask(from) {
  late = [];
  try {
    // A page that begins, or finds another sandbox, has missed nothing.
    const chats = await post("unread", { user: store.me, seen: from === sandbox ? Object.fromEntries(seen) : null });
    if (from !== sandbox) {
      seen.clear();
      store.unread.clear();
      sandbox = from;
    }
    for (const it of chats) {
      see(key(it), it.newest);
      if (it.unread) add(key(it), it.unread);
    }
  } finally {
    const came = late;
    late = null;
    came.forEach(count);
  }
}

// Counts what came while the page was not told of it.
export function catchUp() {
  asking ??= ask(store.world.id).finally(() => { asking = null; });
  return asking;
}
