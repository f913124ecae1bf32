import { post } from "./api.js";
import { avatar, button, element, failed, iconButton } from "./dom.js";
import { field, openDialog, openForm, select } from "./dialog.js";
import { t } from "./i18n.js";
import { showMenu } from "./menu.js";
import { bot, group, store } from "./store.js";
import { loadWorld, open } from "./world.js";

const CHOICE = 30; // people offered for a new group

const check = (name, value, label, checked = true) =>
  element("label", { className: "check" }, element("input", { type: "checkbox", name, value, checked }), label);

export function newGroup() {
  const others = store.world.users.filter((it) => it.id !== store.me).slice(0, CHOICE);
  const kinds = [["supergroup", t("group.super")], ["group", t("group.basic")], ["forum", t("group.forum")], ["channel", t("group.channel")]];
  openForm(t("group.new"), [
    field(t("group.title"), element("input", { name: "title", required: true, maxLength: 128, autocomplete: "off" })),
    field(t("group.kind"), select("type", kinds)),
    element("fieldset", {}, element("legend", {}, t("group.members")),
      ...store.world.bots.slice(0, 1).map((it) => check("bot", it.id, `${it.name} (${t("group.bot")})`)),
      ...others.map((it, i) => check("members", it.id, it.name, i < 5))),
  ], t("dialog.create"), async (form) => {
    const data = new FormData(form);
    const made = await post("group", {
      title: data.get("title"), type: data.get("type"), user: store.me,
      bot: Number(data.get("bot")) || undefined, members: data.getAll("members").map(Number),
    });
    await loadWorld();
    await open({ chat: made.chat, bot: 0 });
  });
}

function actionsFor(role, where, done) {
  const act = (action, label, danger = false) => ({
    label, danger,
    action: () => post("member", { chat: where.chat, user: store.me, whom: role.id, action }).then(done).catch(failed),
  });
  const admin = role.status === "administrator";
  return [
    admin ? act("demote", t("group.demote")) : act("promote", t("group.promote")),
    act("restrict", t("group.restrict")),
    role.id === store.me ? act("leave", t("group.leave"), true) : act("remove", t("group.remove"), true),
  ];
}

function memberRow(role, where, done) {
  const label = t("group.actions", role.name);
  const more = iconButton("more", label, () => showMenu(more, label, actionsFor(role, where, done)), { attributes: { "aria-haspopup": "menu" } });
  const status = role.isBot && role.status === "member" ? "bot" : role.status;
  return element("li", { className: "row" },
    avatar(role.name, role.id, { bot: role.isBot, small: true }), element("span", {}, role.name),
    element("small", { className: "hint" }, t(`group.${status}`)), more);
}

function absent(chat, done) {
  const inside = new Set(chat.roles.map((it) => it.id));
  return [...store.world.bots, ...store.world.users].filter((it) => !inside.has(it.id)).slice(0, 8).map((it) =>
    button(t("group.add", it.name), () => post("member", { chat: chat.chat, user: store.me, whom: it.id, action: "add" }).then(done).catch(failed)));
}

function topicsOf(chat, done) {
  const change = (body) => post("topic", { chat: chat.chat, user: store.me, ...body }).then(done).catch(failed);
  const add = element("form", { className: "inline" },
    field(t("group.topicName"), element("input", { name: "name", required: true, maxLength: 128, autocomplete: "off" })),
    element("button", { type: "submit" }, t("group.newTopic")));
  add.onsubmit = (event) => { event.preventDefault(); change({ action: "open", name: add.elements.name.value }); };
  return [element("h3", {}, t("group.topics")),
    element("ul", { className: "rows" }, ...chat.topics.map((it) => element("li", { className: "item" }, element("span", {}, it.name),
      element("span", { className: "item-actions" },
        it.closed ? button(t("group.reopen"), () => change({ action: "reopen", topic: it.id })) : button(t("group.close"), () => change({ action: "close", topic: it.id })),
        button(t("group.deleteTopic"), () => change({ action: "delete", topic: it.id })))))), add];
}

// Members, roles and topics of a group.
export function showGroup(where) {
  const box = openDialog(group(where).title);
  const draw = () => {
    const chat = group(where);
    if (!chat || chat.movedTo) {
      box.close();
      return;
    }
    const done = () => loadWorld().then(draw);
    const privacy = check("privacy", "on", t("group.privacy"), chat.roles.some((it) => it.privacyMode));
    privacy.firstElementChild.onchange = (event) => post("privacy", { chat: chat.chat, on: event.target.checked }).then(done).catch(failed);
    box.body.replaceChildren(
      element("ul", { className: "rows" }, ...chat.roles.slice(0, 50).map((it) => memberRow(it, where, done))),
      element("div", { className: "wrap" }, ...absent(chat, done)), privacy,
      ...(chat.type === "forum" ? topicsOf(chat, done) : []),
      ...(chat.type === "group" ? [button(t("group.migrate"), () => post("migrate", { chat: chat.chat })
        .then((it) => loadWorld().then(() => { box.close(); return open({ chat: it.chat, bot: 0 }); })).catch(failed))] : []));
  };
  draw();
}

// What a bot offers, and whether I hear from it.
export function showBot(id) {
  const it = bot(id);
  const blocked = it.blockedBy.includes(store.me);
  const block = button(blocked ? t("bot.unblock") : t("bot.block"), () => {
    box.close();
    post("block", { bot: id, user: store.me, blocked: !blocked }).then(loadWorld).catch(failed);
  }, { className: blocked ? "" : "danger", id: "block" });
  const privacy = check("privacy", "on", t("bot.privacy"), it.privacyMode);
  privacy.firstElementChild.onchange = (event) => post("privacy", { bot: id, on: event.target.checked }).catch(failed);
  const box = openDialog(it.name, element("p", { className: "hint" }, `@${it.username} · ${id}`),
    element("h3", {}, t("bot.about")),
    element("dl", { className: "commands-list" }, ...it.commands.flatMap((command) =>
      [element("dt", {}, `/${command.command}`), element("dd", {}, command.description)])),
    privacy, block);
}
