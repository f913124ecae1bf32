import { upload } from "./api.js";
import { byId, element, failed, size } from "./dom.js";
import { field, openForm } from "./dialog.js";
import { t } from "./i18n.js";
import { store } from "./store.js";

const LARGEST = 100e6; // bytes; the sandbox takes a little more
const KINDS = ["voice", "audio", "video_note", "video", "document"];

function guess({ type, name }) {
  if (/^audio\/(ogg|opus|webm)/.test(type) || /\.(oga|ogg|opus)$/i.test(name)) return "voice";
  if (type.startsWith("audio/")) return "audio";
  return type.startsWith("video/") ? "video" : "document";
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

// Where what is written or recorded now belongs, also if another chat is open by the time it is sent.
export const here = () => ({ ...store.place, user: store.me, topic: store.topic || null });

export async function sendFile(where, file, name, kind, { seconds = 0, caption = "", replyTo = null } = {}) {
  await upload({ ...where, kind, seconds, caption, replyTo }, file, name);
}

// Asks as what the files are to be sent, and under which words.
export function offerFiles(files, takeReply) {
  if (!files.length || !store.place) return;
  const where = here();
  const kinds = element("fieldset", { className: "kinds" }, element("legend", {}, t("file.sendAs")),
    ...KINDS.map((kind) => element("label", { className: "check" },
      element("input", { type: "radio", name: "kind", value: kind, checked: kind === guess(files[0]) }), t(`kind.${kind}`))));
  const rows = files.map((it) => element("li", { className: "item" }, element("span", {}, it.name), element("small", { className: "hint" }, size(it.size))));
  const left = [...files]; // after a failure the rest can be sent
  let replyTo = null;
  openForm(t("file.send"), [
    element("ul", { className: "rows" }, ...rows),
    kinds,
    field(t("file.caption"), element("input", { name: "caption", maxLength: 1024, autocomplete: "off" })),
  ], t("compose.send"), async (form) => {
    const kind = form.elements.kind.value;
    const tooLarge = left.find((it) => it.size > LARGEST);
    if (tooLarge) throw new Error(t("file.tooLarge", tooLarge.name));
    replyTo ??= takeReply();
    while (left.length) {
      const [file] = left;
      const { caption } = form.elements;
      await sendFile(where, file, file.name, kind, { caption: caption.value, seconds: await lengthOf(file), replyTo });
      // The first one carries the words and is the answer.
      caption.value = "";
      replyTo = null;
      left.shift();
      rows.shift().remove();
    }
  });
}

// Files dropped anywhere on the page.
export function startDrop(takeReply) {
  const cover = byId("drop");
  addEventListener("dragover", (event) => {
    if (!store.place || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    cover.hidden = false;
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) cover.hidden = true; });
  addEventListener("drop", (event) => {
    event.preventDefault();
    cover.hidden = true;
    try {
      offerFiles([...event.dataTransfer.files], takeReply);
    } catch (error) {
      failed(error);
    }
  });
}
