import { kept } from "./storage.js";
import { EN } from "./texts-en.js";
import { RU } from "./texts-ru.js";

const TEXTS = { en: EN, ru: RU };
const wished = kept.get("language") ?? navigator.language.slice(0, 2);
let language = TEXTS[wished] ? wished : "en";

export const languageNow = () => language;

// The viewer's own variant of the language, such as British English, for numbers and times.
export const locale = () => navigator.languages.find((it) => it.slice(0, 2) === language) ?? language;

// A text of the page's language; a value in forms is chosen by the first argument's number.
export function t(key, ...values) {
  const found = TEXTS[language][key];
  if (found === undefined) return key;
  const text = typeof found === "string"
    ? found
    : found[new Intl.PluralRules(language).select(Number(values[0]))] ?? found.other;
  return text.replace(/\{(\d)\}/g, (_, index) => values[index]);
}

// Fills in the texts of the page's own markup.
export function translatePage() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
}

export function switchLanguage() {
  language = language === "en" ? "ru" : "en";
  kept.set("language", language);
  translatePage();
}
