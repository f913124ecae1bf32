import { get, post } from "./api.js";
import { avatar, button, element, failed } from "./dom.js";
import { field, openDialog, openForm, select } from "./dialog.js";
import { languageNow, locale, t } from "./i18n.js";
import { store, user } from "./store.js";
import { become, loadWorld } from "./world.js";

const LANGUAGES = [["en", "English"], ["ru", "Русский"], ["de", "Deutsch"], ["es", "Español"], ["fr", "Français"], ["uk", "Українська"]];

export function newPerson() {
  openForm(t("person.title"), [
    field(t("person.name"), element("input", { name: "name", required: true, maxLength: 64, autocomplete: "off" })),
    field(t("person.language"), select("language", LANGUAGES, languageNow())),
  ], t("person.add"), async (form) => {
    const added = await post("user", { name: form.elements.name.value, language: form.elements.language.value });
    await become(added.id);
  });
}

export function showPeople() {
  const rows = store.world.users.map((it) => element("li", {}, element("button", {
    type: "button", className: "row", onclick: () => { box.close(); become(it.id).catch(failed); },
  }, avatar(it.name, it.id, { small: true }), element("span", {}, it.name), element("small", { className: "hint" }, it.language))));
  const box = openDialog(t("person.all"), element("ul", { className: "rows" }, ...rows));
}

const date = (millis) => new Date(millis).toLocaleDateString(locale(), { day: "numeric", month: "short", year: "numeric" });

function subscription(it, change) {
  return element("li", { className: "item" },
    element("span", {}, t("me.until", it.invoice.title, date(it.paidUntil)), it.renewed ? "" : ` · ${t("me.ended")}`),
    element("span", { className: "item-actions" },
      it.renewed ? button(t("me.renew"), () => change(it.id, "renew")) : null,
      it.renewed ? button(t("me.cancel"), () => change(it.id, "cancel")) : button(t("me.resume"), () => change(it.id, "resume"))));
}

const payment = (it, change) => element("li", { className: "item" },
  element("span", {}, `${date(it.date)} · ${it.invoice.title} · ⭐️ ${it.invoice.stars}`),
  element("span", { className: "item-actions" }, button(t("me.repeat"), () => change(it.charge, "repeat"))));

// My Stars, and what I paid for.
export async function showMe() {
  const me = user(store.me);
  const stars = element("input", { type: "number", min: 0, name: "stars", value: me.stars });
  const list = element("div");
  const form = element("form", { className: "inline" }, field(t("me.stars"), stars), element("button", { type: "submit" }, t("dialog.save")));
  form.onsubmit = (event) => {
    event.preventDefault();
    post("balance", { user: store.me, stars: Number(stars.value) }).then(loadWorld).catch(failed);
  };
  openDialog(me.name, element("p", { className: "hint" }, `@${me.username} · ${t("me.speaks", me.language)}`), form, list);
  const draw = ({ payments, subscriptions }) => {
    const mine = (it) => it.user === store.me;
    const change = (id, action) => post("subscription", { id, action }).then(draw).catch(failed);
    const of = (title, items, node) => (items.length
      ? [element("h3", {}, title), element("ul", { className: "rows" }, ...items.map((it) => node(it, change)))]
      : []);
    const shown = [...of(t("me.subscriptions"), subscriptions.filter(mine), subscription), ...of(t("me.payments"), payments.filter(mine), payment)];
    list.replaceChildren(...(shown.length ? shown : [element("p", { className: "hint" }, t("me.none"))]));
  };
  get("payments").then(draw).catch(failed);
}
