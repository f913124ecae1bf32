import { element, icon, walkable } from "./dom.js";

let openMenu = null;

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.right - width), innerWidth - width - 8);
  const below = at.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, at.top - height - 4) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

// A list of actions beside what opened it: { label, sign, action, danger }.
export function showMenu(anchor, label, items) {
  openMenu?.();
  const close = ({ focus = true } = {}) => {
    openMenu = null;
    menu.remove();
    removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", away);
    anchor.setAttribute("aria-expanded", "false");
    if (focus && anchor.isConnected) anchor.focus();
  };
  const away = () => close({ focus: false });
  const outside = (event) => { if (!menu.contains(event.target)) close({ focus: false }); };
  const menu = element("div", { className: "menu", attributes: { role: "menu", "aria-label": label } },
    ...items.map((it) => element("button", {
      type: "button", tabIndex: -1, className: it.danger ? "danger" : "",
      attributes: { role: "menuitem" },
      onclick: () => { close(); it.action(); },
    }, it.sign ? icon(it.sign) : null, element("span", {}, it.label, it.hint ? element("small", {}, it.hint) : null))));
  menu.onkeydown = (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  walkable(menu, "[role=menuitem]");
  (anchor.closest("dialog") ?? document.body).append(menu);
  place(menu, anchor);
  menu.firstElementChild?.focus();
  anchor.setAttribute("aria-expanded", "true");
  addEventListener("pointerdown", outside, true);
  addEventListener("resize", away);
  openMenu = away;
}
