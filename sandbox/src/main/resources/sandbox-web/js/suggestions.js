import { post } from "./api.js";
import { element, failed } from "./dom.js";
import { t } from "./i18n.js";
import { botOf, isHere, store } from "./store.js";

// The bot's commands above the text: shown for what begins with a slash, or by the button.
export function startSuggestions(text, send, write) {
  const box = element("ul", { id: "suggestions", className: "suggestions", hidden: true, attributes: { role: "listbox", "aria-label": t("compose.commands") } });
  let commands = [];
  let chosen = -1;
  let byButton = false;

  const hide = () => {
    box.hidden = true;
    chosen = -1;
    byButton = false;
    text.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    chosen = index;
    [...box.children].forEach((it, i) => it.setAttribute("aria-selected", String(i === chosen)));
    const node = box.children[chosen];
    if (node) {
      text.setAttribute("aria-activedescendant", node.id);
      node.scrollIntoView({ block: "nearest" });
    }
  };
  const draw = () => {
    const typed = text.value.slice(1).toLowerCase();
    const fitting = commands.filter((it) => byButton || it.command.startsWith(typed));
    if (!fitting.length) {
      hide();
      return;
    }
    box.replaceChildren(...fitting.map((it, i) => element("li", {
      id: `command-${it.command}`, attributes: { role: "option", "aria-selected": "false" }, dataset: { command: it.command },
      onpointerdown: (event) => event.preventDefault(), onclick: () => { hide(); send(`/${it.command}`); },
      onpointermove: () => { if (chosen !== i) choose(i); },
    }, element("b", {}, `/${it.command}`), element("span", {}, it.description))));
    box.hidden = false;
    choose(byButton ? 0 : -1);
  };
  const load = async () => {
    const where = store.place;
    const bot = where ? botOf(where) : null;
    commands = [];
    if (!bot) return;
    const found = await post("commands", { ...where, user: store.me, of: bot.id });
    if (isHere(where)) commands = found;
  };
  const update = () => {
    byButton = false;
    if (!/^\/\w*$/.test(text.value)) hide();
    else load().then(() => { if (/^\/\w*$/.test(text.value)) draw(); }).catch(failed);
  };
  const toggle = () => {
    if (!box.hidden) {
      hide();
      return;
    }
    load().then(() => { byButton = true; draw(); text.focus(); }).catch(failed);
  };
  text.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    const all = [...box.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose((chosen + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      const { command } = all[chosen].dataset;
      hide();
      send(`/${command}`);
    } else if (event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      write(`/${all[Math.max(0, chosen)].dataset.command}`);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      hide();
    }
  }, { capture: true });
  text.addEventListener("blur", () => setTimeout(hide, 150));
  text.setAttribute("aria-controls", "suggestions");
  text.setAttribute("aria-autocomplete", "list");
  return { box, update, toggle };
}
