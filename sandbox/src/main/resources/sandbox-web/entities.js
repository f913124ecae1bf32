import { element } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
};

// A link only where it leads out of the page, never into a script.
export function safeLink(url, ...children) {
  return /^(https?|tg|mailto):/i.test(url)
    ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children)
    : element("span", {}, ...children);
}

function quote(foldable) {
  const inner = element("div", { className: "inner" });
  const box = element("blockquote", {}, inner);
  if (foldable) {
    box.classList.add("folded");
    const button = element("button", { type: "button" }, "Show more");
    button.setAttribute("aria-expanded", "false");
    button.onclick = () => {
      const folded = box.classList.toggle("folded");
      button.textContent = folded ? "Show more" : "Show less";
      button.setAttribute("aria-expanded", String(!folded));
    };
    box.append(button);
  }
  return { outer: box, inner };
}

function wrap(entity, text) {
  const one = (node) => ({ outer: node, inner: node });
  switch (entity.type) {
    case "blockquote": return quote(false);
    case "expandable_blockquote": return quote(true);
    case "pre": return one(element("pre"));
    case "text_link": return one(safeLink(entity.url ?? ""));
    case "url": return one(safeLink(/^[a-z]+:/i.test(text) ? text : `https://${text}`));
    case "spoiler": return one(element("span", { className: "spoiler", tabIndex: 0 }));
    default: return one(element(TAGS[entity.type] ?? "span"));
  }
}

// Text with nested entities, whose offsets count UTF-16 units as JavaScript's do.
export function formatted(text, entities) {
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
      const { outer, inner } = wrap(entity, text.slice(from, to));
      fill(inner, from, to);
      parent.append(outer);
      at = to;
    }
    parent.append(text.slice(at, end));
    return parent;
  };
  return fill(element("div", { className: "text" }), 0, text.length);
}
