/** The page: a row of phones kept equal to the server's list, the picker of a narrow screen, news to whom it concerns. */

import { avatar, h, put } from "./dom.js";
import { begin, model, news, now, personName, setPhones } from "./model.js";
import { complain, menu, under } from "./overlay.js";
import { Phone } from "./phone.js";
import { restoreLanguage, t } from "./text.js";
import { addPerson, groupDialog, Tools } from "./tools.js";
import { dayKey } from "./when.js";

const stage = document.getElementById("stage");
const picker = document.getElementById("picker");
const phones = new Map();
const remembered = new Map();
let shownId = null;
let shownDay = "";

const actions = {
  groupInfo: groupDialog,
  changed: renderPicker,
  ownerMenu(phone, button) {
    const { userId } = phone;
    const blocked = phone.person.blocked;
    menu(under(button), [
      { label: t("shareMine"), icon: "person", testid: "owner-share", act: () => phone.act("share_contact", { user_id: userId }) },
      { label: t(blocked ? "unblockBot" : "blockBot"), icon: "ban", testid: blocked ? "owner-unblock" : "owner-block", act: () => phone.act(blocked ? "unblock" : "block", { user_id: userId }) },
      null,
      { label: t("moveLeft"), icon: "back", testid: "owner-left", act: () => move(userId, -1) },
      { label: t("moveRight"), icon: "forward", testid: "owner-right", act: () => move(userId, 1) },
      { label: t("closePhone"), icon: "close", danger: true, testid: "owner-close", act: () => save(model.phones.filter((item) => item.user_id !== userId)) },
    ]);
  },
  /** The chat a phone shows is part of the layout the server remembers. */
  opened(userId, chatId) {
    const layout = model.phones.find((item) => item.user_id === userId);
    if (!layout || (layout.chat_id ?? null) === chatId) return;
    remembered.set(userId, chatId);
    save(model.phones.map((item) => (item.user_id === userId ? { ...item, chat_id: chatId } : item)));
  },
};

const tools = new Tools(document.getElementById("tools"), renderAll);

function save(list) {
  setPhones(list).catch((error) => complain(document.body, error));
}

function move(userId, by) {
  const list = [...model.phones];
  const at = list.findIndex((item) => item.user_id === userId);
  const to = at + by;
  if (to < 0 || to >= list.length) return;
  [list[at], list[to]] = [list[to], list[at]];
  save(list);
}

/** Makes the row of phones equal to the model's list; existing phones keep their state. */
function arrange() {
  const wanted = model.phones.map((item) => item.user_id);
  for (const [userId, phone] of phones) {
    if (wanted.includes(userId)) continue;
    phone.element.remove();
    phones.delete(userId);
    remembered.delete(userId);
  }
  for (const layout of model.phones) {
    const userId = layout.user_id;
    const known = phones.get(userId);
    const phone = known ?? new Phone(userId, actions);
    phones.set(userId, phone);
    const chatId = layout.chat_id ?? userId;
    if (!known || (layout.chat_id && remembered.get(userId) !== chatId)) {
      remembered.set(userId, chatId);
      phone.open(chatId, true);
    }
  }
  const elements = wanted.map((userId) => phones.get(userId).element);
  if (elements.some((element, index) => stage.children[index] !== element) || stage.children.length !== elements.length) {
    stage.replaceChildren(...elements);
    for (const phone of phones.values()) if (phone.pinned) phone.scrollToEnd(false);
  }
  if (!phones.has(shownId)) shownId = wanted[0] ?? null;
  if (!wanted.length && model.ready) stage.replaceChildren(emptyStage());
}

function emptyStage() {
  return h("div.empty-stage", { testid: "empty" }, h("h2", null, t("emptyTitle")), h("p", null, t("emptyHint")),
    h("button.strong", { type: "button", testid: "empty-add-person", onclick: () => addPerson() }, t("addPerson")));
}

/** The strip of faces that chooses the phone on a narrow screen. */
function renderPicker() {
  picker.replaceChildren(...model.phones.map(({ user_id: userId }) => {
    const name = personName(model.people.get(userId) ?? { id: userId });
    const count = phones.get(userId)?.totalUnread() ?? 0;
    return put(h(`button${userId === shownId ? ".chosen" : ""}`, { type: "button", testid: `pick-${userId}`, onclick: () => pick(userId) }),
      avatar(userId, name, false, ".small"), h("span", null, name), count ? h("span.badge", null, count) : null);
  }));
  for (const [userId, phone] of phones) phone.element.classList.toggle("chosen", userId === shownId);
}

function pick(userId) {
  shownId = userId;
  renderPicker();
  const phone = phones.get(userId);
  if (phone.pinned) phone.scrollToEnd(false);
}

function renderAll() {
  document.title = t("title");
  tools.render();
  arrange();
  for (const phone of phones.values()) phone.render();
  renderPicker();
}

news.addEventListener("all", renderAll);
news.addEventListener("people", () => {
  for (const phone of phones.values()) phone.render();
  renderPicker();
});
news.addEventListener("phones", () => {
  const before = new Set(phones.keys());
  arrange();
  const added = [...phones.keys()].filter((userId) => !before.has(userId));
  if (added.length && before.size) shownId = added.at(-1);
  for (const phone of phones.values()) phone.render();
  renderPicker();
  if (added.length && before.size) phones.get(added.at(-1)).element.scrollIntoView({ inline: "end", block: "nearest", behavior: "smooth" });
});
news.addEventListener("clock", everySecond);
news.addEventListener("online", () => tools.online());
news.addEventListener("chat", ({ detail }) => {
  for (const phone of phones.values()) phone.news(detail);
  if (detail.isNew) renderPicker();
});
news.addEventListener("answer", ({ detail }) => phones.get(detail.user_id)?.answer(detail));

/** The hands of the clocks move, and "today" changes at midnight; nothing is asked of the server. */
function everySecond() {
  tools.tick();
  const today = dayKey(now());
  for (const phone of phones.values()) {
    phone.tick();
    if (today !== shownDay) phone.render();
  }
  shownDay = today;
}

restoreLanguage();
renderAll();
begin();
setInterval(everySecond, 1000);
