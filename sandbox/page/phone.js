/** One phone: its owner's strip, the chat list, the open chat with wall and composer, notices and alerts. */

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { avatar, h, icon, iconButton, put, reconcile } from "./dom.js";
import { gist, memberCount, nameOf, rowsOf, senderId, serviceText } from "./message.js";
import { chat, chatsOf, isBot, load, model, now, personName } from "./model.js";
import { alertIn, complain, menu, toast } from "./overlay.js";
import { languageName, t } from "./text.js";
import { hour, short } from "./when.js";

const NEAR_END_PX = 60;
const NOTICE_MS = 4000;
const ANSWER_WAIT_MS = 15000;

export class Phone {
  /** `actions`: {ownerMenu(phone, button), groupInfo(phone, group), opened(userId, chatId)}. */
  constructor(userId, actions) {
    this.userId = userId;
    this.actions = actions;
    this.openId = null;
    this.unread = new Map();
    this.drafts = new Map();
    this.waiting = new Map();
    this.pinned = true;
    this.lastTop = 0;
    this.lastSize = "";
    this.build();
  }

  get person() {
    return model.people.get(this.userId) ?? { id: this.userId };
  }

  get group() {
    return model.groups.get(this.openId);
  }

  build() {
    this.owner = h("header.owner");
    this.clock = h("span.phone-clock");
    this.list = h("div.chat-list", { testid: "chat-list" });
    this.head = h("header.chat-head");
    this.rows = h("div.rows", { testid: "messages" });
    this.wall = h("div.wall", { tabindex: "0", onscroll: () => this.scrolled() }, this.rows);
    this.toEnd = h("button.to-end", { type: "button", testid: "to-newest", title: t("toNewest"), "aria-label": t("toNewest"), hidden: true, onclick: () => this.scrollToEnd(true) },
      icon("down"), h("span.badge"));
    this.composer = new Composer(this);
    this.wallBox = h("div.wall-box", null, this.wall, this.toEnd);
    this.chatScreen = h("div.chat-screen", null, this.head, this.wallBox, this.composer.element);
    this.layer = h("div.layer");
    this.screen = h("div.screen", null, h("div.status", null, this.clock, h("span.notch"), h("span.status-icons", null, icon("signal"), icon("battery"))),
      this.list, this.chatScreen, this.layer);
    this.element = h("section.unit", { testid: `phone-${this.userId}`, data: { userId: this.userId } }, this.owner, h("div.phone", null, this.screen));
    new ResizeObserver(() => this.pinned && this.scrollToEnd(false)).observe(this.rows);
    new ResizeObserver(() => this.pinned && this.scrollToEnd(false)).observe(this.wall);
  }

  /** Draws everything again: after the state came anew or the language changed. */
  render() {
    this.renderOwner();
    this.tick();
    if (this.openId !== null && !chatsOf(this.userId).some((item) => item.id === this.openId)) this.openId = null;
    for (const item of chatsOf(this.userId)) load(item.id, this.userId);
    this.renderList();
    this.renderHead();
    this.renderMessages();
    this.composer.render();
    this.toEnd.title = t("toNewest");
  }

  renderOwner() {
    const person = this.person;
    const label = model.phones.find((phone) => phone.user_id === this.userId)?.label;
    this.element.setAttribute("aria-label", personName(person));
    this.owner.replaceChildren();
    put(this.owner,
      avatar(this.userId, personName(person), false, ".small"),
      h("div.owner-words", null, h("b", { testid: "owner" }, personName(person)), h("small", null, [label, person.phone].filter(Boolean).join(" · "))),
      person.blocked ? h("span.chip.red", { testid: "blocked" }, t("blocked")) : null,
      h("span.chip", { testid: "language", title: t("language") }, languageName(person.language_code)),
      iconButton("dots", t("phoneMenu"), "phone-menu", (event) => this.actions.ownerMenu(this, event.currentTarget)));
  }

  /** Shows the sandbox's hour in the status bar. */
  tick() {
    const text = hour(now());
    if (this.clock.textContent !== text) this.clock.textContent = text;
  }

  totalUnread() {
    return [...this.unread.values()].reduce((sum, count) => sum + count, 0);
  }

  renderList() {
    this.screen.classList.toggle("in-chat", this.openId !== null);
    const items = chatsOf(this.userId).map((item) => ({ ...item, last: chat(item.id).sorted.at(-1) }));
    items.sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0) || (a.private ? -1 : 1));
    this.list.replaceChildren(h("header.list-head", null, h("h2", null, t("chats"))), ...items.map((item) => this.listItem(item)));
  }

  listItem({ id, title, private: isPrivate, group, last }) {
    const count = this.unread.get(id) ?? 0;
    const preview = last ? gist(last) : t("noMessages");
    const by = last && group && !serviceText(last) ? h("span.by", null, `${nameOf(last.from)}: `) : null;
    return h("button.chat-item", { type: "button", testid: `chat-${id}`, onclick: () => this.open(id) },
      avatar(id, title, isPrivate),
      h("span.chat-item-body", null,
        h("span.line", null, h("b", null, title), h("time", null, last ? short(last.date, now()) : "")),
        h("span.line", null, h("span.preview", null, by, preview), count ? h("span.badge", { testid: "unread" }, count) : null)));
  }

  /** Opens a chat (null: back to the list). */
  open(chatId, quietly = false) {
    if (this.openId === chatId) return;
    this.drafts.set(this.openId, this.composer.text);
    this.openId = chatId;
    this.pinned = true;
    this.fresh = 0;
    this.rows.replaceChildren();
    this.rows.known = null;
    if (chatId !== null) {
      this.unread.delete(chatId);
      this.dropNotice();
      this.composer.reset(this.drafts.get(chatId) ?? "");
      if (!quietly) this.actions.opened(this.userId, chatId);
    }
    this.renderList();
    this.renderHead();
    this.renderMessages();
    this.composer.render();
    this.actions.changed();
  }

  renderHead() {
    if (this.openId === null) return;
    const { group } = this;
    const title = group ? group.title : model.bot.first_name;
    const typing = chat(this.openId).typing;
    const subtitle = typing ? t("typing") : group ? t("memberCount", memberCount(group)) : t("bot");
    const others = this.totalUnread();
    const back = iconButton("back", t("back"), "back", () => this.open(null), ".back");
    if (others) back.append(h("span.badge", { testid: "unread-elsewhere" }, others));
    this.head.replaceChildren();
    put(this.head, back, avatar(this.openId, title, !group),
      h("div.head-words", null, h("b", { testid: "chat-title" }, title), h(`small${typing ? ".typing" : ""}`, null, subtitle)),
      group ? iconButton("people", t("groupInfo"), "group-info", () => this.actions.groupInfo(this, group)) : null);
  }

  renderMessages() {
    if (this.openId === null) return;
    const history = chat(this.openId);
    const { group } = this;
    const rows = rowsOf(history.sorted, {
      userId: this.userId, group, now: now(), waiting: this.waiting,
      find: (id) => history.messages.get(id),
      onCommand: (text) => this.composer.say(text),
      onPress: (message, row, col) => this.press(message, row, col),
      onVote: (message, option) => this.act("vote", { user_id: this.userId, chat_id: this.openId, message_id: message.message_id, options: [option] }),
      onMenu: (message, at) => this.messageMenu(message, at),
      onJump: (id) => this.jump(id),
    });
    if (!rows.length && history.loaded) {
      const face = group ? avatar(this.openId, group.title, false, ".large") : avatar(this.openId, "", true, ".large");
      rows.push({ key: "empty", mark: `${t("noMessages")}${Boolean(group)}`, make: () => h("div.empty-chat", null, face, h("b", null, t("noMessages")), group ? null : h("p", null, t("startHint"))) });
    }
    reconcile(this.rows, rows);
    if (this.pinned) this.scrollToEnd(false);
  }

  /** Only a hand that scrolls up lets go of the end: pictures that load and keyboards that open move the wall too. */
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.wall;
    const size = `${scrollHeight}x${clientHeight}`;
    const up = scrollTop < this.lastTop && size === this.lastSize;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.pinned = true;
    else if (up) this.pinned = false;
    this.lastTop = scrollTop;
    this.lastSize = size;
    if (this.pinned) this.fresh = 0;
    this.renderToEnd();
  }

  renderToEnd() {
    this.toEnd.hidden = this.pinned;
    const badge = this.toEnd.querySelector(".badge");
    badge.textContent = this.fresh || "";
    badge.hidden = !this.fresh;
  }

  scrollToEnd(smooth) {
    this.wall.scrollTo({ top: this.wall.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  jump(messageId) {
    const row = this.rows.querySelector(`[data-message-id="${Number(messageId)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: "center", behavior: "smooth" });
    row.classList.remove("flash");
    requestAnimationFrame(() => row.classList.add("flash"));
  }

  /** A chat changed; `message` and `isNew` say what, when known. */
  news({ chatId, message, isNew }) {
    if (!chatsOf(this.userId).some((item) => item.id === chatId)) return;
    if (message) this.waiting.delete(message.message_id);
    const foreign = isNew && senderId(message) !== this.userId;
    if (chatId === this.openId) {
      if (isNew && !foreign) this.pinned = true;
      if (foreign && !this.pinned) this.fresh = (this.fresh ?? 0) + 1;
      this.renderMessages();
      this.renderToEnd();
      if (foreign && message.reply_keyboard?.force_reply) this.composer.reply = message;
      this.composer.render();
    } else if (foreign && !this.person.blocked) {
      this.unread.set(chatId, (this.unread.get(chatId) ?? 0) + 1);
      if (this.openId !== null && !serviceText(message)) this.notice(chatId, message);
    }
    this.renderHead();
    if (this.openId === null) this.renderList();
  }

  /** The strip that slides in from the top for a message of another chat. */
  notice(chatId, message) {
    this.dropNotice();
    const group = model.groups.get(chatId);
    const title = group?.title ?? model.bot.first_name;
    const node = h("button.notice", { type: "button", testid: "notice", onclick: () => this.open(chatId) }, avatar(chatId, title, !group),
      h("span.chat-item-body", null, h("b", null, title), h("span.preview", null, group ? `${nameOf(message.from)}: ` : "", gist(message))));
    this.layer.append(node);
    setTimeout(() => node.remove(), NOTICE_MS);
  }

  dropNotice() {
    this.layer.querySelector(".notice")?.remove();
  }

  /** The bot answered a press of this person: a toast or an alert, or nothing but the end of waiting. */
  answer({ message_id: messageId, text, show_alert: alert }) {
    this.waiting.delete(messageId);
    this.renderMessages();
    if (!text) return;
    if (alert) alertIn(this.layer, text);
    else this.say(text);
  }

  /** A short note over the open chat's wall (or the chat list). */
  say(text, testid = "toast") {
    toast(this.openId === null ? this.layer : this.wallBox, text, testid);
  }

  async press(message, row, col) {
    const place = `${row}-${col}`;
    this.waiting.set(message.message_id, place);
    this.renderMessages();
    const over = () => {
      if (this.waiting.get(message.message_id) === place && this.waiting.delete(message.message_id)) this.renderMessages();
    };
    setTimeout(over, ANSWER_WAIT_MS);
    // By what the button does, not by its place: the message may change before the press arrives.
    const { data, pay } = message.buttons[row][col];
    const where = { user_id: this.userId, chat_id: this.openId, message_id: message.message_id };
    const sent = pay ? await this.act("pay", where) : await this.act("press", { ...where, data });
    if (!sent) over();
  }

  /** A control call whose refusal is shown on this phone; the answer, or null when refused. */
  async act(path, body) {
    try {
      return await api.post(path, body);
    } catch (error) {
      complain(this.layer, error);
      return null;
    }
  }

  messageMenu(message, at) {
    const own = senderId(message) === this.userId;
    const words = message.text ?? message.caption;
    const spot = { user_id: this.userId, chat_id: this.openId, message_id: message.message_id };
    menu(at, [
      { label: t("reply"), icon: "reply", testid: "menu-reply", act: () => this.composer.replyTo(message) },
      own && message.text ? { label: t("edit"), icon: "edit", testid: "menu-edit", act: () => this.composer.beginEdit(message) } : undefined,
      words ? { label: t("copy"), icon: "copy", testid: "menu-copy", act: () => navigator.clipboard?.writeText(words).catch(() => undefined) } : undefined,
      ...(own ? [] : ["👍", "❤️", "👏"].map((emoji) => ({ label: emoji, icon: "smile", testid: `menu-react-${emoji}`, act: () => this.act("react", { ...spot, emoji }) }))),
      { label: t("delete"), icon: "bin", danger: true, testid: "menu-delete", act: () => this.act("delete", { chat_id: this.openId, message_id: message.message_id }) },
    ].filter((item) => item !== undefined));
  }

  /** Whether the open chat is the private one with the bot. */
  get isPrivate() {
    return this.openId === this.userId;
  }

  /** The newest message of the bot that set or removed the reply keyboard of the open chat, if any. */
  keyboardMessage() {
    return chat(this.openId).sorted.findLast((message) => (message.reply_keyboard?.keyboard || message.reply_keyboard?.remove_keyboard) && isBot(senderId(message)));
  }
}
