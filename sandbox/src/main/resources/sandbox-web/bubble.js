import { clock, element, toast } from "./dom.js";
import { formatted, safeLink } from "./entities.js";

const size = (bytes) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
const length = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
const KINDS = { voice: "Voice message", audio: "Audio", video_note: "Round video", video: "Video", document: "File" };

export const summary = (message) => message.text || message.special?.text || KINDS[message.media?.kind] || "";

function media(file) {
  const url = `/chat/file/${encodeURIComponent(file.file)}`;
  const facts = [KINDS[file.kind], file.name, file.seconds ? length(file.seconds) : null, size(file.size)];
  const box = element("div", { className: "media" });
  if (file.kind === "video" || file.kind === "video_note") {
    box.append(element("video", { controls: true, preload: "none", src: url }));
  } else if (file.kind !== "document") {
    box.append(element("audio", { controls: true, preload: "none", src: url }));
  }
  const link = element("a", { href: url, download: file.name ?? file.kind }, "download");
  box.append(element("span", { className: "hint" }, facts.filter(Boolean).join(" · "), " · ", link));
  return box;
}

function button(spec, message, actions) {
  if (spec.pay) {
    const paid = message.special?.paid;
    const node = element("button", { type: "button", disabled: paid }, paid ? "Paid" : spec.text);
    node.onclick = () => actions.pay(message);
    return node;
  }
  if (spec.url?.startsWith("https://t.me/$")) {
    return element("button", { type: "button", onclick: () => actions.payLink(spec.url) }, spec.text);
  }
  if (spec.url) return safeLink(spec.url, `${spec.text} ↗`);
  const node = element("button", { type: "button" }, spec.text);
  node.onclick = () => {
    if (spec.copyText) {
      navigator.clipboard.writeText(spec.copyText).then(
        () => toast("Copied"),
        () => toast("The browser did not allow copying", { bad: true }),
      );
    } else {
      actions.press(message, spec.data, node);
    }
  };
  return node;
}

function small(label, sign, action) {
  return element("button", { type: "button", title: label, attributes: { "aria-label": label }, onclick: action }, sign);
}

// One message; `context` says who looks at it and what can be done.
export function bubble(message, { mine, showSender, answered, actions }) {
  if (message.special && !message.special.bill) {
    return element("p", { className: "service", dataset: { id: message.id } }, message.special.text);
  }
  const body = element("div", { className: "body" });
  if (showSender) body.append(element("div", { className: "sender" }, message.inNameOf ?? message.from.name));
  if (message.replyTo) {
    const text = message.quote ?? (answered ? summary(answered) : "Deleted message");
    body.append(element("button", { type: "button", className: "quote", onclick: () => actions.show(message.replyTo) }, text));
  }
  if (message.media) body.append(media(message.media));
  if (message.special) body.append(element("div", { className: "text" }, message.special.text));
  if (message.text) body.append(formatted(message.text, message.entities));
  const own = mine && !message.media;
  body.append(element("div", { className: "meta" },
    small("Reply", "↩", () => actions.reply(message)),
    own ? small("Edit", "✎", () => actions.edit(message)) : null,
    small("Delete", "✕", () => actions.delete(message)),
    message.edits ? "edited" : null,
    element("time", {}, clock(message.date))));
  const node = element("article", {
    className: mine ? "bubble mine" : "bubble",
    dataset: { id: message.id },
  }, body);
  if (message.buttons.length) {
    node.append(element("div", { className: "keyboard" },
      ...message.buttons.map((row) => element("div", {}, ...row.map((it) => button(it, message, actions))))));
  }
  return node;
}

// What the bot is still writing.
export function preview(draft) {
  return element("article", { className: "bubble draft", id: "draft" },
    element("div", { className: "body" }, draft.text ? formatted(draft.text, draft.entities) : "Thinking…"));
}
