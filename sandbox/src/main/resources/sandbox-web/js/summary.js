import { t } from "./i18n.js";

// What a service message says.
export function special({ what, text, stars, invoice }) {
  return invoice ? `⭐️ ${invoice.stars} · ${invoice.description}` : t(`special.${what}`, stars ?? text);
}

// A message in one line.
export const summary = (message) =>
  message.text || (message.special ? special(message.special) : t(`kind.${message.media?.kind}`));

// What the bot is doing, as it said.
export function doing(action) {
  const text = t(`action.${action}`);
  return text.startsWith("action.") ? t("action.other") : text;
}
