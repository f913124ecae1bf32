import { get, post, upload } from "./api.js";
import { bubble, preview, summary } from "./bubble.js";
import { byId, element, toast } from "./dom.js";
import { failed, loadPanel, showCall, showFaults, startPanel } from "./panel.js";
import { toggleRecording } from "./recorder.js";

let world = { bots: [], users: [], chats: [] };
let bot = null; // the bot looked at
let place = null; // { chat, bot } of the open chat; bot is 0 in a group
let messages = new Map();
let context = null; // { mode: "reply" | "edit", message }
const unread = new Map();
const key = (it) => `${it.chat}/${it.bot}`;

const me = () => (isPrivate() ? place.chat : Number(byId("as").value));
const isPrivate = () => place !== null && place.bot !== 0;
const isHere = (it) => place !== null && key(it) === key(place);
const topic = () => Number(byId("topic").value) || null;
const isInTopic = (message) => byId("topic").hidden || (message.topic ?? null) === topic();
const user = (id) => world.users.find((it) => it.id === id);

// ---- chats ----

async function loadWorld() {
  world = await get("state");
  if (bot) bot = world.bots.find((it) => it.id === bot.id) ?? null;
  bot ??= world.bots[0] ?? null;
  byId("waiting").hidden = bot !== null;
  byId("messages").hidden = bot === null;
  byId("composer").hidden = bot === null;
  showBots();
  if (bot && !place) await open({ chat: world.users[0].id, bot: bot.id });
  showChats();
  showHead();
}

function showBots() {
  const select = byId("bot");
  select.hidden = world.bots.length < 2;
  select.replaceChildren(...world.bots.map((it) =>
    element("option", { value: it.id, selected: it === bot }, `@${it.username}`)));
}

function entry(where, name, hint, color) {
  const count = unread.get(key(where));
  const node = element("button", { type: "button", className: "person", attributes: { "aria-current": String(isHere(where)) } },
    element("span", { className: `avatar c${color % 4}`, attributes: { "aria-hidden": "true" } }, [...name][0]),
    element("span", {}, element("span", { className: "name" }, name), element("span", { className: "hint" }, hint)),
    count ? element("span", { className: "unread" }, count) : null);
  node.onclick = () => open(where).catch(failed);
  return element("li", {}, node);
}

function showChats() {
  byId("new-group").hidden = bot === null;
  if (!bot) {
    byId("chats").replaceChildren();
    return;
  }
  const people = world.users.map((it, i) => entry({ chat: it.id, bot: bot.id }, it.name, `speaks ${it.language}`, i));
  const groups = world.chats.filter((it) => !it.private && !it.movedTo)
    .map((it, i) => entry({ chat: it.chat, bot: 0 }, it.title, `${it.members.length} members`, i + 3));
  byId("chats").replaceChildren(...people, ...groups);
}

function showHead() {
  if (!place || !bot) return;
  const group = world.chats.find((it) => isHere(it) && !it.private);
  const person = user(place.chat);
  byId("chat-title").textContent = group ? group.title : `${person.name} with ${bot.name}`;
  byId("as-label").hidden = !group;
  const former = byId("as").value;
  byId("as").replaceChildren(...(group?.members ?? []).map((id) =>
    element("option", { value: id, selected: String(id) === former }, user(id).name)));
  showTopics(group);
  const blocked = person && bot.blockedBy.includes(person.id);
  byId("block").hidden = !isPrivate();
  byId("block").textContent = blocked ? "Unblock bot" : "Block bot";
  showCommands().catch(failed);
}

function showTopics(group) {
  const topics = group?.topics ?? [];
  const former = byId("topic").value;
  byId("topic").hidden = topics.length === 0;
  byId("topic").replaceChildren(element("option", { value: "" }, "General"), ...topics.map((it) =>
    element("option", { value: it.id, selected: String(it.id) === former }, it.closed ? `${it.name} (closed)` : it.name)));
}

async function showCommands() {
  const where = place;
  const commands = await post("commands", { ...where, user: me(), of: bot.id });
  if (!isHere(where)) return;
  byId("commands").hidden = commands.length === 0;
  byId("commands").replaceChildren(...commands.map((it) =>
    element("button", { type: "button", title: it.description, onclick: () => send(`/${it.command}`).catch(failed) }, `/${it.command}`)));
}

async function open(where) {
  if (where.bot) await post("open", { bot: where.bot, user: where.chat });
  place = where;
  unread.delete(key(where));
  setContext(null);
  const all = await get(`messages?chat=${where.chat}&bot=${where.bot}`);
  if (!isHere(where)) return;
  messages = new Map(all.map((it) => [it.id, it]));
  byId("chat-state").textContent = "";
  showChats();
  showHead();
  drawAll();
  toEnd();
}

function drawAll() {
  byId("messages").replaceChildren(...[...messages.values()].filter(isInTopic).map(draw));
}

// ---- messages ----

const actions = {
  reply: (message) => setContext({ mode: "reply", message }),
  edit: (message) => { setContext({ mode: "edit", message }); byId("text").value = message.text; },
  delete: (message) => post("delete", { ...place, id: message.id }).catch(failed),
  show: (id) => {
    const node = find(id);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1200);
  },
  press: (message, data, node) => {
    node.disabled = true;
    setTimeout(() => { node.disabled = false; }, 1500);
    post("press", { ...place, id: message.id, user: me(), data }).catch(failed);
  },
  pay: (message) => pay({ ...place, id: message.id, user: me() }).catch(failed),
  payLink: (link) => pay({ link, user: me() }).catch(failed),
};

async function pay(what) {
  const begun = await post("pay", what);
  toast(`Paying ⭐️${begun.invoice.stars}…`);
  setTimeout(() => get(`checkout?id=${begun.checkout}`).then((it) => {
    if (it.state === "expired") toast(it.error, { bad: true });
  }).catch(failed), 11000);
}

function showCheckout(it) {
  if (!place || it.user !== me()) return;
  if (it.state === "paid") open(place).catch(failed);
  else if (it.error) toast(it.error, { bad: true, stays: true });
}

const find = (id) => byId("messages").querySelector(`[data-id="${id}"]`);

function draw(message) {
  return bubble(message, {
    mine: !message.from.isBot && (isPrivate() || message.from.id === me()),
    showSender: !isPrivate(),
    answered: message.replyTo ? messages.get(message.replyTo) : null,
    actions,
  });
}

function toEnd() {
  byId("messages").scrollTop = byId("messages").scrollHeight;
}

function showMessage(message) {
  if (!isHere(message)) {
    if (message.from.isBot && message.edits === 0) {
      unread.set(key(message), (unread.get(key(message)) ?? 0) + 1);
      showChats();
    }
    return;
  }
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  messages.set(message.id, message);
  if (!isInTopic(message)) return;
  if (message.from.isBot) byId("draft")?.remove();
  const old = find(message.id);
  if (old) old.replaceWith(draw(message));
  else list.append(draw(message));
  if (message.from.isBot) byId("chat-state").textContent = "";
  if (atEnd) toEnd();
}

function dropMessage({ id, ...where }) {
  if (!isHere(where)) return;
  messages.delete(id);
  find(id)?.remove();
}

let draftTimer = 0;
function showDraft(it) {
  if (!isHere(it)) return;
  byId("draft")?.remove();
  byId("messages").append(preview(it));
  toEnd();
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => byId("draft")?.remove(), 30000);
}

let actionTimer = 0;
function showAction(it) {
  if (!isHere(it)) return;
  byId("chat-state").textContent = `${bot?.name ?? "The bot"}: ${it.action.replaceAll("_", " ")}…`;
  clearTimeout(actionTimer);
  actionTimer = setTimeout(() => { byId("chat-state").textContent = ""; }, 5000);
}

// ---- composer ----

function setContext(value) {
  context = value;
  byId("context").hidden = value === null;
  if (value) {
    byId("context-text").textContent = `${value.mode === "edit" ? "Edit" : "Reply to"}: ${summary(value.message)}`;
    byId("text").focus();
  }
}

async function send(text) {
  if (!text.trim() || !place) return;
  const mode = context;
  setContext(null);
  if (mode?.mode === "edit") await post("edit", { ...place, id: mode.message.id, text });
  else await post("text", { ...place, user: me(), text, replyTo: mode?.message.id ?? null, topic: topic() });
  toEnd();
}

async function sendFile(file, name, kind, seconds) {
  if (!place) return;
  const replyTo = context?.mode === "reply" ? context.message.id : null;
  setContext(null);
  await upload({ ...place, user: me(), kind, seconds, replyTo, topic: topic() }, file, name);
  toEnd();
}

// The browser knows the length of what it can play.
function lengthOf(file) {
  return new Promise((resolve) => {
    const probe = element("audio", { preload: "metadata", src: URL.createObjectURL(file) });
    const done = (seconds) => {
      URL.revokeObjectURL(probe.src);
      resolve(Number.isFinite(seconds) ? Math.round(seconds) : 0);
    };
    probe.onloadedmetadata = () => done(probe.duration);
    probe.onerror = () => done(0);
    setTimeout(() => done(probe.duration), 2000);
  });
}

async function sendPicked(file) {
  try {
    await sendFile(file, file.name, byId("kind").value, await lengthOf(file));
  } catch (error) {
    failed(error);
  }
}

function startComposer() {
  const text = byId("text");
  const grow = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; };
  text.oninput = grow;
  byId("composer").onsubmit = (event) => {
    event.preventDefault();
    const value = text.value;
    text.value = "";
    grow();
    send(value).catch((error) => { text.value = value; failed(error); });
  };
  text.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("composer").requestSubmit();
    } else if (event.key === "Escape") {
      setContext(null);
    }
  };
  byId("context-close").onclick = () => setContext(null);
  byId("attach").onclick = () => byId("file").click();
  byId("file").onchange = (event) => {
    const [file] = event.target.files;
    if (file) sendPicked(file);
    event.target.value = "";
  };
  byId("record").onclick = () => toggleRecording((blob, seconds) =>
    sendFile(blob, "voice", "voice", seconds).catch(failed));
}

function startDrop() {
  const cover = byId("drop");
  addEventListener("dragover", (event) => {
    if (!place) return;
    event.preventDefault();
    cover.hidden = false;
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) cover.hidden = true; });
  addEventListener("drop", (event) => {
    event.preventDefault();
    cover.hidden = true;
    const [file] = event.dataTransfer.files;
    if (file) sendPicked(file);
  });
}

// ---- live ----

function listen() {
  const events = new EventSource("/chat/events");
  const on = (name, action) => events.addEventListener(name, (event) => action(JSON.parse(event.data)));
  // After each (re)connection everything is read anew: events in between are not repeated.
  on("hello", () => {
    byId("connection").textContent = "";
    loadWorld().then(() => (place ? open(place) : null)).then(loadPanel).catch(failed);
  });
  on("message", showMessage);
  on("deleted", dropMessage);
  on("action", showAction);
  on("draft", showDraft);
  on("checkout", showCheckout);
  on("answer", (it) => { if (it.text && isHere(it)) toast(it.text, { stays: it.alert }); });
  // A crowd comes in many steps.
  let directoryTimer = 0;
  on("directory", () => {
    clearTimeout(directoryTimer);
    directoryTimer = setTimeout(() => loadWorld().catch(failed), 50);
  });
  on("call", showCall);
  on("faults", showFaults);
  events.onerror = () => { byId("connection").textContent = "Sandbox not reachable, trying again…"; };
}

byId("api-url").textContent = location.origin;
byId("bot").onchange = (event) => {
  bot = world.bots.find((it) => it.id === Number(event.target.value));
  open({ chat: world.users[0].id, bot: bot.id }).catch(failed);
};
byId("block").onclick = () => post("block", {
  bot: bot.id, user: place.chat, blocked: !bot.blockedBy.includes(place.chat),
}).catch(failed);
byId("new-group").onclick = () => {
  const number = world.chats.filter((it) => !it.private).length + 1;
  post("group", { bot: bot.id, title: `Group ${number}` })
    .then((it) => loadWorld().then(() => open({ chat: it.chat, bot: 0 })))
    .catch(failed);
};
byId("as").onchange = () => { drawAll(); showCommands().catch(failed); };
byId("topic").onchange = drawAll;
startComposer();
startDrop();
startPanel();
listen();
