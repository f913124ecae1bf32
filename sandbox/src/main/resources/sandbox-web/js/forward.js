import { post } from "./api.js";
import { avatar, element, failed, toast } from "./dom.js";
import { openDialog } from "./dialog.js";
import { t } from "./i18n.js";
import { chats, isPrivate, store } from "./store.js";
import { open } from "./world.js";

// Passes a message on to another of my chats, and goes there.
export function forward(message) {
  const send = async (to) => {
    box.close();
    try {
      if (to.bot) await post("open", { bot: to.bot, user: to.chat });
      await post("forward", {
        chat: message.chat, bot: message.bot, id: message.id, user: store.me, to: { chat: to.chat, bot: to.bot },
      });
      await open(to);
      toast(t("forward.done"));
    } catch (error) {
      failed(error);
    }
  };
  const box = openDialog(t("forward.title"), element("ul", { className: "rows" }, ...chats().map((it) =>
    element("li", {}, element("button", { type: "button", className: "row", onclick: () => send(it) },
      avatar(it.title, it.chat, { bot: isPrivate(it), small: true }), element("span", {}, it.title))))));
}
