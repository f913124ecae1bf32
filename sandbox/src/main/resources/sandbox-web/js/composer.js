import { post } from "./api.js";
import { here, offerFiles, sendFile, startDrop } from "./attach.js";
import { byId, element, failed, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { record } from "./recorder.js";
import { startSuggestions } from "./suggestions.js";
import { summary } from "./summary.js";
import { group, isBlocked, isMine, on, store, tell } from "./store.js";
import { loadWorld } from "./world.js";

let context = null; // { mode: "reply" | "edit", message }
let parts = null; // the composer's own elements

const draftsKept = new Map(); // by chat: what is not sent yet, { text, context }
const placeKey = () => (store.place ? `${store.me}/${store.place.chat}/${store.place.bot}` : "");
let keptFor = "";

function grow() {
  parts.text.style.height = "auto";
  if (parts.text.offsetParent) parts.text.style.height = `${parts.text.scrollHeight + 2}px`; // with its border
  const empty = parts.text.value.trim() === "";
  parts.send.hidden = empty;
  parts.record.hidden = !empty;
}

function setText(value) {
  parts.text.value = value;
  grow();
  parts.suggestions.update();
}

function drawContext() {
  parts.context.hidden = context === null;
  if (!context) return;
  const { mode, message } = context;
  const writer = isMine(message) ? t("message.you") : message.from.name;
  parts.contextText.replaceChildren(element("b", {}, mode === "edit" ? t("compose.editing") : t("compose.replyTo", writer)),
    element("span", {}, summary(message)));
}

function setContext(value) {
  if (context?.mode === "edit" && value === null) setText("");
  context = value;
  drawContext();
  if (!value) return;
  if (value.mode === "edit") setText(value.message.text);
  parts.text.focus();
}

// What is answered or edited may be deleted meanwhile; the words of an edit go with it.
function dropContextOfDeleted() {
  if (context && store.messages.get(context.message.id)?.date !== context.message.date) setContext(null);
}

// The message that is answered, once.
function takeReply() {
  const id = context?.mode === "reply" ? context.message.id : null;
  if (id) setContext(null);
  return id;
}

export async function sendText(text) {
  if (!text.trim() || !store.place) return;
  const { chat, bot } = store.place;
  if (context?.mode === "edit") {
    const { id } = context.message;
    setContext(null);
    await post("edit", { chat, bot, id, text });
  } else {
    await post("text", { chat, bot, user: store.me, text, replyTo: takeReply(), topic: store.topic || null });
  }
}

function submit(event) {
  event?.preventDefault();
  const { value } = parts.text;
  const before = context;
  const key = placeKey();
  setText("");
  sendText(value).catch((error) => {
    if (placeKey() === key) {
      if (before) setContext(before);
      setText(value);
    }
    failed(error);
  });
}

function startRecording() {
  parts.row.hidden = true;
  parts.recording.hidden = false;
  const where = here();
  const key = placeKey();
  const before = context;
  const replyTo = takeReply();
  const giveBack = () => { if (replyTo && placeKey() === key && !context) setContext(before); };
  record(parts.recording,
    (blob, seconds) => sendFile(where, blob, "voice", "voice", { seconds, replyTo })
      .catch((error) => { giveBack(); failed(error); }),
    (kept) => {
      parts.recording.hidden = true;
      drawInstead();
      if (!kept) giveBack();
      parts.record.focus();
    });
}

function onKey(event) {
  if (event.defaultPrevented) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    submit(event);
  } else if (event.key === "Escape" && context) {
    event.stopPropagation();
    setContext(null);
  } else if (event.key === "ArrowUp" && parts.text.value === "") {
    const last = [...store.messages.values()].filter((it) => isMine(it) && !it.media && !it.special).at(-1);
    if (last) { event.preventDefault(); setContext({ mode: "edit", message: last }); }
  }
}

function build() {
  const text = element("textarea", {
    id: "text", rows: 1, maxLength: 4096, placeholder: t("compose.message"), onkeydown: onKey,
    attributes: { "aria-label": t("compose.message") },
  });
  const file = element("input", { type: "file", id: "file", multiple: true, hidden: true, attributes: { "aria-label": t("compose.attach") } });
  file.onchange = () => { offerFiles([...file.files], takeReply); file.value = ""; };
  const contextText = element("div", { className: "context-text" });
  const context_ = element("div", { className: "context", hidden: true }, contextText,
    iconButton("close", t("compose.cancel"), () => setContext(null), { id: "context-close" }));
  const commands = iconButton("commands", t("compose.commands"), () => parts.suggestions.toggle(), { id: "commands" });
  const attach = iconButton("clip", t("compose.attach"), () => file.click(), { id: "attach" });
  const send = element("button", { type: "submit", id: "send", className: "round filled", hidden: true, title: t("compose.send"), attributes: { "aria-label": t("compose.send") } }, icon("send"));
  const microphone = iconButton("microphone", t("compose.record"), startRecording, { id: "record", className: "round filled" });
  const row = element("div", { className: "row" }, attach, commands, text, file, microphone, send);
  const recording = parts?.recording ?? element("div", { className: "row recording", hidden: true }); // it goes on
  const instead = element("div", { className: "instead", hidden: true });
  const suggestions = startSuggestions(text, (command) => { setText(""); sendText(command).catch(failed); }, setText);
  parts = { text, context: context_, contextText, row, recording, instead, send, record: microphone, suggestions };
  text.oninput = () => { grow(); suggestions.update(); };
  byId("composer").replaceChildren(suggestions.box, context_, row, recording, instead);
}

// A single button where there is nothing to write: begin, or unblock.
function drawInstead() {
  const { place } = store;
  byId("composer").hidden = place === null;
  if (!place) return;
  const blocked = isBlocked(place);
  const isNew = place.bot !== 0 && store.messages.size === 0;
  const closed = group(place)?.topics.find((it) => it.id === store.topic)?.closed;
  parts.instead.hidden = !blocked && !isNew && !closed;
  parts.row.hidden = blocked || Boolean(closed) || !parts.recording.hidden;
  const state = blocked ? "blocked" : isNew ? "new" : closed ? "closed" : "";
  if (parts.instead.dataset.state === state) return; // who is about to press it keeps it, and the focus
  parts.instead.dataset.state = state;
  const big = (label, id, action) => element("button", { type: "button", className: "primary big", id, onclick: action }, label);
  if (blocked) {
    parts.instead.replaceChildren(big(t("compose.unblock"), "unblock", () =>
      post("block", { bot: store.place.bot, user: store.me, blocked: false }).then(loadWorld).catch(failed)));
  } else if (isNew) {
    parts.instead.replaceChildren(big(t("compose.start"), "start", () => sendText("/start").then(() => parts.text.focus()).catch(failed)));
  } else if (closed) {
    parts.instead.replaceChildren(element("p", { className: "hint" }, t("compose.closed")));
  }
}

function keepDraft() {
  if (keptFor === placeKey()) return;
  draftsKept.set(keptFor, { text: parts.text.value, context });
  keptFor = placeKey();
  const kept = draftsKept.get(keptFor);
  context = kept?.context ?? null;
  setText(kept?.text ?? "");
  drawContext();
}

export function startComposer() {
  build();
  byId("composer").onsubmit = submit;
  on("place", () => { drawInstead(); keepDraft(); dropContextOfDeleted(); grow(); });
  for (const name of ["world", "message", "deleted", "topic"]) on(name, drawInstead);
  on("deleted", dropContextOfDeleted);
  on("reply", (message) => setContext({ mode: "reply", message }));
  on("edit", (message) => setContext({ mode: "edit", message }));
  on("focus.text", () => parts.text.focus());
  on("language", () => {
    const { value } = parts.text;
    build();
    drawContext();
    setText(value);
    drawInstead();
  });
  startDrop(takeReply);
  tell("composer");
}
