import { reach } from "./api.js";
import { element, failed, icon, length, size } from "./dom.js";
import { openDialog } from "./dialog.js";
import { t } from "./i18n.js";
import { voicePlayer } from "./voice.js";

const READABLE = /\.(txt|md|srt|vtt|json|csv|log)$/i;

async function showText(url, name) {
  try {
    const answer = await reach(url);
    if (!answer.ok) throw new Error(t("file.gone"));
    openDialog(name, element("pre", { className: "document", tabIndex: 0 }, await answer.text()));
  } catch (error) {
    failed(error);
  }
}

function fileCard(url, file) {
  const name = file.name ?? t(`kind.${file.kind}`);
  const link = element("a", {
    href: url, download: name, className: "round", title: t("file.download", name),
    attributes: { "aria-label": t("file.download", name) },
  }, icon("download"));
  const open = READABLE.test(name)
    ? element("button", { type: "button", className: "soft", onclick: () => showText(url, name) }, t("file.open"))
    : null;
  return element("div", { className: "file" },
    element("span", { className: "file-sign", attributes: { "aria-hidden": "true" } }, (name.split(".").pop() ?? "").slice(0, 4)),
    element("span", { className: "file-name" }, name),
    element("span", { className: "file-size" }, size(file.size)), open, link);
}

// What a message carries, ready to be played or opened.
export function media(file) {
  const url = `/chat/file/${encodeURIComponent(file.file)}`;
  switch (file.kind) {
    case "voice": return voicePlayer(url, file.seconds);
    case "video_note":
    case "video": return element("div", { className: file.kind },
      element("video", { controls: true, preload: "none", src: url, attributes: { "aria-label": t(`kind.${file.kind}`) } }),
      element("span", { className: "length" }, length(file.seconds)));
    case "audio": return element("div", { className: "audio" }, fileCard(url, file), voicePlayer(url, file.seconds));
    default: return fileCard(url, file);
  }
}
