/** The slim bar on top: clock and its buttons, adding people, groups and phones, the language of the page. */

import * as api from "./api.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { memberIds, model, now, openPhone, personName } from "./model.js";
import { complain, dialog, menu, shown, under } from "./overlay.js";
import { language, languageName, setLanguage, t } from "./text.js";
import { day, hour, weekday } from "./when.js";

const MINUTE = 60;
const STEPS = [["plus5m", 5 * MINUTE], ["plus15m", 15 * MINUTE], ["plus1h", 60 * MINUTE], ["plus8h", 480 * MINUTE], ["plus1d", 1440 * MINUTE]];
const FIRST_SAMPLE_NUMBER = 17700000001;

export class Tools {
  /** `bar`: the header element; `redraw`: draws the whole page again after a change of language. */
  constructor(bar, redraw) {
    this.bar = bar;
    this.redraw = redraw;
    this.time = h("time", { testid: "clock" });
    this.state = h("span.state", { testid: "connection" });
  }

  render() {
    const steps = STEPS.map(([key, seconds]) => h("button", { type: "button", testid: `advance-${seconds}`, title: t("advanceHint"), onclick: () => this.advance(seconds) }, t(key)));
    this.bar.replaceChildren(
      h("h1", null, h("span.logo", null, icon("house")), h("span.title", null, t("title"))),
      h("div.clock", { title: t("advanceHint") }, icon("clock"), h("span.now-word", null, t("now")), this.time, h("span.steps", null, steps)),
      this.state,
      h("div.adding", null,
        h("button", { type: "button", testid: "add-person", onclick: () => addPerson() }, icon("person-plus"), t("addPerson")),
        h("button", { type: "button", testid: "add-group", onclick: () => addGroup() }, icon("people"), t("addGroup")),
        h("button", { type: "button", testid: "add-phone", onclick: () => addPhone() }, icon("phone"), t("addPhone"))),
      h("button.language", { type: "button", testid: "switch-language", onclick: () => this.switchLanguage() }, t("otherLanguage")),
      iconButton("dots", t("tools"), "tools", (event) => this.narrowMenu(event.currentTarget), ".tools-button"));
    this.tick();
    this.online();
  }

  tick() {
    const seconds = now();
    const text = `${day(seconds)} ${hour(seconds)}`;
    if (this.time.textContent === text) return;
    this.time.textContent = text;
    this.time.title = weekday(seconds);
  }

  online() {
    this.state.classList.toggle("off", !model.online);
    this.state.title = t(model.online ? "online" : "offline");
    this.state.replaceChildren(h("i"), model.online ? "" : h("span", null, t("offline")));
    this.state.dataset.online = model.online;
  }

  async advance(seconds) {
    try {
      await api.post("clock", { advance_s: seconds });
    } catch (error) {
      complain(document.body, error);
    }
  }

  switchLanguage() {
    setLanguage(language() === "zh" ? "en" : "zh");
    this.redraw();
  }

  /** On a narrow screen the bar keeps the clock; all else is in this menu. */
  narrowMenu(button) {
    menu(under(button), [
      ...STEPS.map(([key, seconds]) => ({ label: t(key), icon: "clock", testid: `menu-advance-${seconds}`, act: () => this.advance(seconds) })),
      null,
      { label: t("addPerson"), icon: "person-plus", testid: "menu-add-person", act: addPerson },
      { label: t("addGroup"), icon: "people", testid: "menu-add-group", act: addGroup },
      { label: t("addPhone"), icon: "phone", testid: "menu-add-phone", act: addPhone },
      null,
      { label: t("otherLanguage"), icon: "globe", testid: "menu-switch-language", act: () => this.switchLanguage() },
    ]);
  }
}

function field(label, name, more = {}) {
  return h("label.form-field", null, h("span", null, label), h("input", { name, testid: `field-${name}`, autocomplete: "off", ...more }));
}

function check(label, name, checked, extra) {
  return h("label.form-check", null, h("input", { type: "checkbox", name, testid: `check-${name}`, checked }), extra ?? null, h("span", null, label));
}

function valueOf(box, name) {
  return box.querySelector(`[name="${name}"]`).value.trim();
}

/** A number nobody here has, in the form Telegram shares it. */
function freeNumber() {
  const taken = new Set([...model.people.values()].map((person) => (person.phone ?? "").slice(-11)));
  let number = FIRST_SAMPLE_NUMBER;
  while (taken.has(String(number))) number += 1;
  return `+86${number}`;
}

/** A new person with a phone of their own. */
export function addPerson() {
  const body = h("div.form", null,
    field(t("firstName"), "first_name", { maxlength: 64 }),
    field(t("lastName"), "last_name", { maxlength: 64 }),
    field(t("phoneNumber"), "phone", { inputmode: "tel", value: freeNumber() }),
    h("label.form-field", null, h("span", null, t("language")),
      h("select", { name: "language_code", testid: "field-language_code" }, ["zh-hans", "en"].map((code) => h("option", { value: code }, languageName(code))))));
  dialog(t("addPerson"), body, {
    label: t("add"), testid: "dialog-person",
    confirm: async () => {
      const first = valueOf(body, "first_name");
      if (!first) throw shown(t("needName"));
      const person = { first_name: first, language_code: valueOf(body, "language_code") };
      if (valueOf(body, "last_name")) person.last_name = valueOf(body, "last_name");
      if (valueOf(body, "phone")) person.phone = valueOf(body, "phone");
      const made = await api.post("people", person);
      model.people.set(made.id, made);
      await openPhone(made.id);
    },
  });
}

function personChecks(people) {
  return h("div.form-list", null, people.map((person) =>
    check(personName(person), `member-${person.id}`, false, avatar(person.id, personName(person), false, ".small"))));
}

function checked(box, name) {
  return box.querySelector(`[name="${name}"]`).checked;
}

/** A new group of chosen people, with or without the bot. */
export function addGroup() {
  const people = [...model.people.values()];
  const body = h("div.form", null, field(t("groupTitle"), "title", { maxlength: 128 }),
    h("div.form-field", null, h("span", null, t("members")), personChecks(people)),
    check(t("withBot"), "with_bot", true), check(t("botAdmin"), "bot_admin", false));
  dialog(t("addGroup"), body, {
    label: t("create"), testid: "dialog-group",
    confirm: async () => {
      const title = valueOf(body, "title");
      if (!title) throw shown(t("needTitle"));
      const members = people.map((person) => person.id).filter((id) => checked(body, `member-${id}`));
      await api.post("groups", { title, members, with_bot: checked(body, "with_bot"), bot_admin: checked(body, "bot_admin") });
    },
  });
}

/** A choice of the people whose phone is not on the page. */
export function addPhone() {
  const open = new Set(model.phones.map((phone) => phone.user_id));
  const closed = [...model.people.values()].filter((person) => !open.has(person.id));
  if (!closed.length) {
    dialog(t("addPhone"), h("p", null, t("allOpen")), { testid: "dialog-phone" });
    return;
  }
  const list = h("div.form-list", null, closed.map((person) => h("button.choice", {
    type: "button", testid: `open-phone-${person.id}`, onclick: () => (close(), openPhone(person.id).catch((error) => complain(document.body, error))),
  }, avatar(person.id, personName(person), false, ".small"), h("span", null, personName(person)), h("small", null, person.phone ?? ""))));
  const close = dialog(t("pickPerson"), list, { testid: "dialog-phone" });
}

/** Who is in a group; adding, removing, making the bot an administrator, the upgrade that changes the id. */
export function groupDialog(phone, group) {
  const act = async (path, body) => {
    close();
    const done = await phone.act(path, body);
    if (done && path === "members" && model.groups.has(group.id)) groupDialog(phone, model.groups.get(group.id));
  };
  const inside = new Set(memberIds(group));
  const change = (userId, action) => () => act("members", { chat_id: group.id, user_id: userId, action });
  const changeBot = (action) => () => act("members", { chat_id: group.id, user_id: "bot", action });
  const people = [...model.people.values()];
  const line = (person, button) => h("div.choice.still", null, avatar(person.id, personName(person), false, ".small"), h("span", null, personName(person)), button);
  const body = h("div.form", null,
    h("div.form-field", null, h("span", null, t("members")), h("div.form-list", null,
      people.filter((person) => inside.has(person.id)).map((person) =>
        line(person, h("button.mini", { type: "button", testid: `remove-${person.id}`, onclick: change(person.id, "remove") }, t("remove")))))),
    h("div.form-field", null, h("span", null, t("addMember")), h("div.form-list", null,
      people.filter((person) => !inside.has(person.id)).map((person) =>
        line(person, h("button.mini.blue", { type: "button", testid: `add-${person.id}`, onclick: change(person.id, "add") }, t("add")))))),
    h("div.form-actions", null,
      group.bot_in === false ? h("button.plain", { type: "button", testid: "invite-bot", onclick: changeBot("add") }, t("inviteBot")) : null,
      group.bot_in !== false && !group.bot_admin ? h("button.plain", { type: "button", testid: "promote-bot", onclick: changeBot("promote") }, t("makeAdmin")) : null,
      h("button.plain", { type: "button", testid: "migrate", onclick: () => act("migrate", { chat_id: group.id }) }, t("upgrade"))));
  const close = dialog(group.title, body, { testid: "dialog-members" });
}
