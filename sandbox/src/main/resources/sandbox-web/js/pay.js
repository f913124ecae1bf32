import { get, post } from "./api.js";
import { element, failed, icon } from "./dom.js";
import { openDialog } from "./dialog.js";
import { locale, t } from "./i18n.js";
import { on, store, tell, user } from "./store.js";
import { loadWorld, open } from "./world.js";

const PATIENCE = 10500; // a little more than the bot has
let current = null; // the box of the payment that is going on

function ask(invoice, what) {
  const status = element("p", { className: "pay-status", attributes: { role: "status" } });
  const pay = element("button", { type: "button", className: "primary" }, t("pay.pay", invoice.stars));
  const decline = element("button", { type: "button", onclick: () => box.close() }, t("pay.decline"));
  const box = openDialog(t("pay.title"),
    element("div", { className: "bill" }, element("span", { className: "bill-star", attributes: { "aria-hidden": "true" } }, icon("star")),
      element("h3", {}, invoice.title), element("p", {}, invoice.description),
      element("p", { className: "price" }, `⭐️ ${invoice.stars}`, invoice.subscription ? element("small", {}, ` ${t("pay.subscription")}`) : null),
      element("p", { className: "hint" }, t("pay.balance", new Intl.NumberFormat(locale()).format(user(store.me)?.stars ?? 0)))),
    status, element("div", { className: "form-foot" }, decline, pay));
  box.dialog.classList.add("pay-box");
  pay.onclick = async () => {
    pay.disabled = true;
    status.textContent = t("pay.asking");
    try {
      const begun = await post("pay", { ...what, user: store.me });
      current = { id: begun.checkout, status, pay, decline };
      setTimeout(() => look(begun.checkout), PATIENCE);
      await look(begun.checkout); // the bot may have answered before this page knew what to wait for
    } catch (error) {
      status.textContent = error.message;
    }
  };
  pay.focus();
}

async function look(id) {
  if (current?.id !== id) return;
  const checkout = await get(`checkout?id=${id}`);
  show(checkout.state === "expired" ? { ...checkout, error: t("pay.expired") } : checkout);
}

function show(checkout) {
  if (checkout.state === "waiting" || current?.id !== checkout.checkout) return;
  const { status, pay, decline } = current;
  current = null;
  const done = checkout.state === "paid";
  status.textContent = done ? t("pay.done") : t("pay.failed", checkout.error ?? "");
  status.classList.add(done ? "good" : "bad");
  pay.remove();
  decline.textContent = t("dialog.close");
  decline.focus();
  loadWorld().catch(failed);
  if (done && store.place) open(store.place).then(() => tell("focus.none")).catch(failed);
}

export const payBill = (message) =>
  ask(message.special.invoice, { chat: message.chat, bot: message.bot, id: message.id });

export const payLink = (link) =>
  get(`invoice?link=${encodeURIComponent(link)}`).then((invoice) => ask(invoice, { link })).catch(failed);

export function startPayments() {
  on("live.checkout", show);
}
