/** What the page knows of the sandbox's world, kept fresh by the websocket. Tells listeners what kind of thing changed. */

import * as api from "./api.js";

/** Kinds of news: "all", "people", "phones", "clock", "online", "chat" {chatId, message?, isNew?}, "answer" {…}. */
export const news = new EventTarget();

export const model = {
  bot: { id: 0, first_name: "管家", username: "" },
  commands: [],
  people: new Map(),
  groups: new Map(),
  phones: [],
  chats: new Map(),
  clockAhead: 0,
  online: false,
  ready: false,
};

/** How far back a chat is fetched, messages. */
const MOST_SHOWN = 400;

function tell(kind, detail = {}) {
  news.dispatchEvent(new CustomEvent(kind, { detail }));
}

/** The sandbox's now, unix seconds. */
export function now() {
  return Date.now() / 1000 + model.clockAhead;
}

/** "张 三" as shown everywhere; the id when nobody is known. */
export function personName(person) {
  if (!person) return "";
  return [person.first_name, person.last_name].filter(Boolean).join(" ") || `#${person.id}`;
}

/** Whether a user id is the bot's. */
export function isBot(userId) {
  return userId === model.bot.id;
}

/** Ids of the people in a group. */
export function memberIds(group) {
  return group.members ?? [];
}

/** The chats of one person: the private one with the bot first, then the groups they are in. */
export function chatsOf(userId) {
  const own = [...model.groups.values()].filter((group) => memberIds(group).includes(userId) && !group.migrated_to);
  return [{ id: userId, private: true, title: model.bot.first_name }, ...own.map((group) => ({ id: group.id, title: group.title, group }))];
}

/** The history of a chat: {messages: Map by id, loaded, typing}. */
export function chat(chatId) {
  let known = model.chats.get(chatId);
  if (!known) {
    known = { messages: new Map(), sorted: [], loaded: false, loading: null, typing: false, announced: new Set() };
    model.chats.set(chatId, known);
  }
  return known;
}

function byId(list, into) {
  into.clear();
  for (const item of list ?? []) into.set(item.id, item);
}

function takeClock(clock) {
  if (clock && typeof clock.now === "number") model.clockAhead = clock.now - Date.now() / 1000;
}

function takeBot(bot) {
  if (!bot) return;
  model.bot = bot;
  if (Array.isArray(bot.commands)) model.commands = bot.commands;
}

function keep(history, message) {
  if (history.messages.get(message.message_id)?.seq > message.seq) return;
  if (message.deleted) history.messages.delete(message.message_id);
  else history.messages.set(message.message_id, message);
  history.sorted = [...history.messages.values()].sort((a, b) => a.message_id - b.message_id);
}

/** Fetches a chat's history once; news that comes meanwhile is laid over it. */
export function load(chatId, asUser) {
  const history = chat(chatId);
  if (history.loaded || history.loading) return history.loading;
  const meanwhile = [];
  const newestKnown = history.sorted.at(-1)?.message_id ?? Infinity;
  history.meanwhile = meanwhile;
  history.loading = api.get(`chat?chat_id=${chatId}&as=${asUser}&last=${MOST_SHOWN}`).then(
    (answer) => {
      history.messages.clear();
      for (const message of answer.messages ?? []) if (!message.deleted) history.messages.set(message.message_id, message);
      history.sorted = [];
      for (const message of meanwhile) keep(history, message);
      history.sorted = [...history.messages.values()].sort((a, b) => a.message_id - b.message_id);
      history.loaded = true;
    },
    () => undefined,
  ).then(() => {
    history.loading = null;
    history.meanwhile = null;
    tell("chat", { chatId });
    // What came while the line was cut is new to whoever looks on.
    for (const message of history.sorted) {
      if (message.message_id > newestKnown && !history.announced.has(message.message_id)) announce(chatId, history, message);
    }
  });
  return history.loading;
}

function announce(chatId, history, message) {
  history.announced.add(message.message_id);
  tell("chat", { chatId, message, isNew: true });
}

/** Whether news of a message is its first appearance: a history fetched a moment ago may hold it already. */
function firstSeen(history, message, before) {
  if (message.deleted || history.announced.has(message.message_id)) return false;
  return !before || (before.seq === message.seq && !message.edited);
}

function takeState(state) {
  takeBot(state.bot);
  if (Array.isArray(state.commands)) model.commands = state.commands;
  byId(state.people, model.people);
  byId(state.groups, model.groups);
  model.phones = state.phones ?? [];
  takeClock(state.clock);
  for (const history of model.chats.values()) history.loaded = false;
  model.ready = true;
  tell("all");
}

/** Asks for the whole state again: after news that only says "something changed". */
export async function refresh() {
  try {
    takeState(await api.get("state"));
  } catch {
    // The websocket brings the state again when it comes back.
  }
}

function takeChat(item) {
  const history = chat(item.chat_id);
  const message = item.message;
  if ("typing" in item) history.typing = item.typing;
  if (message) {
    history.typing = false;
    const before = history.messages.get(message.message_id);
    history.meanwhile?.push(message);
    const isNew = firstSeen(history, message, before);
    keep(history, message);
    if (isNew) announce(item.chat_id, history, message);
    else tell("chat", { chatId: item.chat_id, message, isNew });
  } else {
    tell("chat", { chatId: item.chat_id });
  }
}

function takeNews(item) {
  switch (item.type) {
    case "state": return takeState(item.state ?? item);
    case "chat": return takeChat(item);
    case "answer": return tell("answer", item);
    case "phones":
      model.phones = item.phones ?? [];
      return tell("phones");
    case "clock":
      takeClock(item.clock ?? item);
      return tell("clock");
    case "people":
      if (!Array.isArray(item.people)) return refresh();
      byId(item.people, model.people);
      return tell("people");
    case "groups":
      if (!Array.isArray(item.groups)) return refresh();
      byId(item.groups, model.groups);
      return tell("people");
    case "bot":
      takeBot(item.bot);
      return tell("people");
    default: return undefined;
  }
}

/** Begins to listen; the first news is the whole state. */
export function begin() {
  api.live(takeNews, (online) => {
    model.online = online;
    tell("online");
  });
}

/** Sets which phones are shown, in order; the server remembers and tells every open page. */
export function setPhones(phones) {
  model.phones = phones;
  tell("phones");
  return api.post("phones", phones);
}

/** Puts a person's phone at the end of the row if it is not there yet. */
export function openPhone(userId) {
  if (model.phones.some((phone) => phone.user_id === userId)) return Promise.resolve();
  return setPhones([...model.phones, { user_id: userId }]);
}
