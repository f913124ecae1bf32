import { element } from "./dom.js";
import { t } from "./i18n.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
};

const BLOCKS = new Set(["BLOCKQUOTE", "PRE"]);

// What was unfolded or uncovered stays so when its message is edited.
const opened = new Set();

// A link only where it leads out of the page, never into a script.
export function safeLink(url, ...children) {
  return /^(https?|tg|mailto):/i.test(url)
    ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children)
    : element("span", {}, ...children);
}

function quote(foldable, id) {
  const inner = element("div", { className: "inner" });
  const box = element("blockquote", {}, inner);
  if (!foldable) return { outer: box, inner };
  const toggle = element("button", { type: "button", className: "fold", dataset: { key: `fold-${id}` } });
  const show = () => {
    const open = opened.has(id);
    box.classList.toggle("folded", !open);
    toggle.textContent = open ? t("message.showLess") : t("message.showMore");
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.onclick = () => {
    if (!opened.delete(id)) opened.add(id);
    show();
  };
  show();
  box.append(toggle);
  return { outer: box, inner };
}

function spoiler(id) {
  const node = element("span", { className: "spoiler", dataset: { key: `spoiler-${id}` } });
  const show = () => {
    node.classList.add("open");
    node.removeAttribute("role");
    node.removeAttribute("tabindex");
    node.removeAttribute("aria-label");
  };
  if (opened.has(id)) {
    show();
    return node;
  }
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", t("message.spoiler"));
  node.onclick = () => { opened.add(id); show(); };
  node.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    node.onclick();
  };
  return node;
}

function wrap(entity, text, id) {
  const one = (node) => ({ outer: node, inner: node });
  switch (entity.type) {
    case "blockquote": return quote(false);
    case "expandable_blockquote": return quote(true, id);
    case "pre": return one(element("pre", { tabIndex: 0 }));
    case "text_link": return one(safeLink(entity.url ?? ""));
    case "url": return one(safeLink(/^[a-z]+:/i.test(text) ? text : `https://${text}`));
    case "email": return one(safeLink(`mailto:${text}`));
    case "spoiler": return one(spoiler(id));
    default: return one(element(TAGS[entity.type] ?? "span"));
  }
}

// Text with nested entities, whose offsets count UTF-16 units as JavaScript's do; `id` names the message.
export function formatted(text, entities, id) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let next = 0;
  const fill = (parent, start, end) => {
    let at = start;
    while (next < sorted.length && sorted[next].offset < end) {
      const entity = sorted[next++];
      const from = Math.max(entity.offset, at);
      const to = Math.min(entity.offset + entity.length, end);
      if (to <= from) continue;
      parent.append(text.slice(at, from));
      const { outer, inner } = wrap(entity, text.slice(from, to), `${id}:${entity.offset}`);
      fill(inner, from, to);
      parent.append(outer);
      // The line break behind a block is the block's own end.
      at = BLOCKS.has(outer.tagName) && text[to] === "\n" && to < end ? to + 1 : to;
    }
    parent.append(text.slice(at, end));
    return parent;
  };
  return fill(element("div", { className: "text", dir: "auto" }), 0, text.length);
}
