import { element } from "./dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

// JSON in colours; text that is none stays as it is.
export function json(value) {
  let text;
  try {
    text = JSON.stringify(typeof value === "string" ? JSON.parse(value) : value, null, 2);
  } catch {
    text = String(value);
  }
  const box = element("pre", { className: "json", tabIndex: 0 });
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, word] = match;
    box.append(text.slice(at, match.index));
    const kind = string ? (colon ? "key" : "string") : word ? "word" : "number";
    box.append(element("span", { className: `j-${kind}` }, string ?? whole), colon ?? "");
    at = match.index + whole.length;
  }
  box.append(text.slice(at));
  return box;
}
