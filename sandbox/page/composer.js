/** The foot of a chat: text, attachments, the bot's commands, reply keyboards, Start and Unblock. */

import { base64, Refused } from "./api.js";
import { h, icon, iconButton, put } from "./dom.js";
import { gist, nameOf } from "./message.js";
import { chat, model, personName } from "./model.js";
import { alertIn, complain, menu, under } from "./overlay.js";
import { t } from "./text.js";

const TALLEST_PX = 140;
const BIGGEST_BYTES = 20 * 1024 * 1024;
const ALBUM_SIZES = [2, 3, 5, 10];
const SAMPLE_PLACE = { latitude: 31.2304, longitude: 121.4737 };

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.reply = null;
    this.edited = null;
    this.usedKeyboard = 0;
    this.keyboardHidden = false;
    this.input = h("textarea", { rows: 1, testid: "composer", oninput: () => this.typed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event) });
    this.sendButton = h("button.send", { type: "button", testid: "send", onclick: () => this.submit() }, icon("send"));
    this.files = h("input", { type: "file", hidden: true, multiple: true, testid: "file-input", onchange: () => this.chosen() });
    this.element = h("footer.composer");
    this.bar = h("div.composer-bar");
    this.keys = h("div.keys", { testid: "reply-keyboard" });
    this.context = h("div.context", { testid: "context" });
  }

  get text() {
    return this.input.value;
  }

  get chatId() {
    return this.phone.openId;
  }

  /** Begins anew with a draft, when another chat is opened. */
  reset(draft) {
    this.input.value = draft;
    this.reply = null;
    this.edited = null;
    this.keyboardHidden = false;
    this.usedKeyboard = 0;
    this.typed();
  }

  render() {
    if (this.chatId === null) return;
    const { phone } = this;
    if (phone.isPrivate && phone.person.blocked) {
      return this.onlyButton(t("unblockBot"), "unblock", () => phone.act("unblock", { user_id: phone.userId }));
    }
    if (phone.isPrivate && chat(this.chatId).loaded && !chat(this.chatId).sorted.length) {
      return this.onlyButton(t("start"), "start", () => this.say("/start"));
    }
    const keyboard = this.keyboard();
    if (this.bar.parentNode !== this.element) this.element.replaceChildren(this.context, this.bar, this.keys, this.files);
    this.renderContext();
    const placeholder = keyboard?.input_field_placeholder || t("message");
    this.input.placeholder = placeholder;
    this.input.setAttribute("aria-label", placeholder);
    this.sendButton.title = t("send");
    this.sendButton.setAttribute("aria-label", t("send"));
    const shape = `${t("send")}${phone.isPrivate}${Boolean(keyboard)}${this.keyboardHidden}`;
    if (this.shape !== shape) this.renderBar(shape, keyboard);
    this.renderKeys(keyboard);
    return undefined;
  }

  onlyButton(label, testid, act) {
    this.element.replaceChildren(h("button.only", { type: "button", testid, onclick: act }, label));
  }

  renderBar(shape, keyboard) {
    this.shape = shape;
    const focused = document.activeElement === this.input;
    this.bar.replaceChildren();
    put(this.bar,
      this.phone.isPrivate ? h("button.commands", { type: "button", testid: "commands", onclick: (event) => this.commandMenu(event.currentTarget) }, icon("menu"), t("commands")) : null,
      iconButton("clip", t("attach"), "attach", (event) => this.attachMenu(event.currentTarget)),
      h("div.field", null, this.input,
        keyboard ? iconButton(this.keyboardHidden ? "keyboard" : "down", t("keyboard"), "toggle-keyboard", () => this.toggleKeyboard(), ".tight") : null),
      this.sendButton);
    if (focused) this.input.focus({ preventScroll: true });
  }

  renderContext() {
    const about = this.edited ?? this.reply;
    this.context.replaceChildren();
    if (!about) return;
    put(this.context, icon(this.edited ? "edit" : "reply"),
      h("span.context-words", null, h("b", null, this.edited ? t("editing") : nameOf(about.from)), h("span", null, gist(about))),
      iconButton("close", t("cancel"), "context-cancel", () => this.dropContext(), ".tight"));
  }

  dropContext() {
    if (this.edited) this.input.value = "";
    this.reply = null;
    this.edited = null;
    this.typed();
    this.renderContext();
  }

  replyTo(message) {
    this.edited = null;
    this.reply = message;
    this.renderContext();
    this.input.focus({ preventScroll: true });
  }

  beginEdit(message) {
    this.reply = null;
    this.edited = message;
    this.input.value = message.text;
    this.typed();
    this.renderContext();
    this.input.focus({ preventScroll: true });
  }

  typed() {
    this.input.style.height = "auto";
    const wanted = this.input.scrollHeight;
    if (wanted) this.input.style.height = `${Math.min(wanted, TALLEST_PX)}px`;
    this.sendButton.classList.toggle("ready", Boolean(this.input.value.trim()));
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.dropContext();
    }
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { edited, reply } = this;
    this.input.value = "";
    this.reply = null;
    this.edited = null;
    this.typed();
    this.renderContext();
    const spot = { user_id: this.phone.userId, chat_id: this.chatId };
    const done = edited ? await this.phone.act("edit", { ...spot, message_id: edited.message_id, text }) : await this.say(text, reply);
    if (!done && !this.input.value) {
      this.input.value = text;
      this.typed();
    }
  }

  /** Says a text in the open chat, as if it had been typed. */
  say(text, reply = null) {
    const body = { user_id: this.phone.userId, chat_id: this.chatId, text };
    if (reply) body.reply_to = reply.message_id;
    return this.phone.act("say", body);
  }

  /** Sends a kind of media with the typed text as its caption (files) or without. */
  media(kind, more = {}) {
    return this.phone.act("media", { user_id: this.phone.userId, chat_id: this.chatId, kind, ...more });
  }

  commandMenu(button) {
    const commands = model.commands.length ? model.commands : [{ command: "start", description: t("start") }];
    menu(under(button, true), commands.map(({ command, description }) => ({
      label: description || command, note: `/${command}`, icon: "slash", testid: `command-${command}`, act: () => this.say(`/${command}`),
    })));
  }

  attachMenu(button) {
    const place = under(button, true);
    menu(place, [
      { label: t("photo"), icon: "image", testid: "attach-photo", act: () => this.media("photo", this.caption()) },
      { label: t("photoFile"), icon: "image", testid: "attach-photo-file", act: () => this.choose("image/*") },
      { label: t("photoGps"), icon: "pin", testid: "attach-photo-gps", act: () => this.media("photo", { ...this.caption(), with_gps: true }) },
      { label: t("album"), icon: "album", testid: "attach-album", act: () => this.albumMenu(place) },
      { label: t("voice"), icon: "mic", testid: "attach-voice", act: () => this.media("voice") },
      { label: t("video"), icon: "film", testid: "attach-video", act: () => this.media("video", this.caption()) },
      { label: t("document"), icon: "file", testid: "attach-document", act: () => this.media("document", this.caption()) },
      { label: t("documentFile"), icon: "file", testid: "attach-document-file", act: () => this.choose("") },
      { label: t("location"), icon: "pin", testid: "attach-location", act: () => this.media("location", SAMPLE_PLACE) },
      { label: t("contactMine"), icon: "person", testid: "attach-contact", act: () => this.shareContact() },
      { label: t("contactOther"), icon: "people", testid: "attach-contact-other", act: () => this.contactMenu(place) },
    ]);
  }

  albumMenu(place) {
    menu(place, ALBUM_SIZES.map((count) => ({
      label: t("albumCount", count), icon: "album", testid: `album-${count}`, act: () => this.media("album", { ...this.caption(), count }),
    })));
  }

  contactMenu(place) {
    const others = [...model.people.values()].filter((person) => person.id !== this.phone.userId);
    menu(place, others.map((person) => ({
      label: personName(person), note: person.phone, icon: "person", testid: `contact-${person.id}`, act: () => this.media("contact", { contact_user_id: person.id }),
    })));
  }

  shareContact() {
    if (this.phone.isPrivate) return this.phone.act("share_contact", { user_id: this.phone.userId });
    return this.media("contact", { contact_user_id: this.phone.userId });
  }

  /** The typed text as a caption; it leaves the field. */
  caption() {
    const caption = this.input.value.trim();
    this.input.value = "";
    this.typed();
    return caption ? { caption } : {};
  }

  choose(accept) {
    this.files.accept = accept;
    this.files.value = "";
    this.files.click();
  }

  chosen() {
    return this.upload([...this.files.files]);
  }

  paste(event) {
    const pictures = [...(event.clipboardData?.files ?? [])];
    if (!pictures.length) return;
    event.preventDefault();
    this.upload(pictures);
  }

  /** Sends chosen files one by one: pictures as photos when pictures were asked for, all else as documents. */
  async upload(files) {
    const asPhotos = this.files.accept !== "";
    let more = this.caption();
    for (const file of files) {
      if (file.size > BIGGEST_BYTES) {
        complain(this.phone.layer, new Refused(t("tooBig")));
        continue;
      }
      const kind = asPhotos && file.type.startsWith("image/") ? "photo" : "document";
      const body = { ...more, content_b64: await base64(file), mime: file.type || "application/octet-stream", file_name: file.name };
      await this.media(kind, body);
      more = {};
    }
  }

  keyboard() {
    const message = this.phone.keyboardMessage();
    const board = message?.reply_keyboard;
    const lines = board?.keyboard;
    if (!lines?.length) return null;
    const used = board.one_time_keyboard && this.usedKeyboard === message.message_id;
    if (this.shownKeyboard !== message.message_id) {
      this.shownKeyboard = message.message_id;
      this.keyboardHidden = false;
    }
    return { ...board, lines, id: message.message_id, used };
  }

  toggleKeyboard() {
    this.usedKeyboard = 0;
    this.keyboardHidden = !this.keyboardHidden;
    this.render();
  }

  renderKeys(keyboard) {
    const visible = keyboard && !keyboard.used && !this.keyboardHidden;
    this.keys.hidden = !visible;
    if (!visible) return this.keys.replaceChildren();
    this.keys.replaceChildren(...keyboard.lines.map((line) => h("div.keys-row", null, line.map((key) => {
      const label = key.text;
      return h("button.key", { type: "button", testid: `key-${label}`, onclick: () => this.tapKey(key, label, keyboard) }, label);
    }))));
    return undefined;
  }

  async tapKey(key, label, keyboard) {
    const { phone } = this;
    let sent;
    if (key.request_contact) {
      if (!await alertIn(phone.layer, t("shareContactAsk", phone.person.phone ?? ""), { askLabel: t("share"), testid: "confirm" })) return;
      sent = await this.shareContact();
    } else if (key.request_location) {
      if (!await alertIn(phone.layer, t("shareLocationAsk"), { askLabel: t("share"), testid: "confirm" })) return;
      sent = await this.media("location", SAMPLE_PLACE);
    } else {
      sent = await this.say(label);
    }
    if (sent) this.usedKeyboard = keyboard.id;
    this.render();
  }
}
