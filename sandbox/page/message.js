/** From a chat's messages to rows on the wall: day heads, service lines, bubbles; runs of one sender, albums as one. */

import { avatar, h, icon } from "./dom.js";
import { mediaNode, photoGrid } from "./media.js";
import { isBot, memberIds, model, personName } from "./model.js";
import { richText } from "./richtext.js";
import { language, t } from "./text.js";
import { dayKey, dayName, hour } from "./when.js";

const RUN_SECONDS = 600;
const VISUAL = new Set(["photo", "video", "animation"]);

/** The id of who wrote a message. */
export function senderId(message) {
  return typeof message.from === "object" && message.from ? message.from.id : message.from;
}

/** The name of who wrote a message, or of a user id. */
export function nameOf(idOrUser) {
  const id = typeof idOrUser === "object" && idOrUser ? idOrUser.id : idOrUser;
  if (isBot(id)) return model.bot.first_name;
  return personName(model.people.get(id) ?? (typeof idOrUser === "object" ? idOrUser : { id }));
}

/** One line that stands for a message in lists, quotes and notices. */
export function gist(message) {
  const service = serviceText(message);
  if (service) return service;
  const words = (message.text ?? message.caption ?? plainOf(message.html) ?? "").replace(/\s+/g, " ");
  const kind = message.media ? t(`kind_${message.media.kind}`) : "";
  return [kind, words].filter(Boolean).join(" ");
}

function plainOf(html) {
  return html ? new DOMParser().parseFromString(html, "text/html").body.textContent : "";
}

/** The centred line of a service message, or "" for an ordinary one. */
export function serviceText(message) {
  const raw = message.service;
  if (!raw) return "";
  if (typeof raw === "string") return raw;
  const by = nameOf(message.from);
  if (raw.new_chat_members) {
    const names = raw.new_chat_members.map(nameOf).join("、");
    const alone = raw.new_chat_members.length === 1 && raw.new_chat_members[0].id === senderId(message);
    return alone ? t("svcJoined", names) : t("svcAdded", by, names);
  }
  if (raw.left_chat_member) return t("svcLeft", nameOf(raw.left_chat_member));
  if (raw.migrate_to_chat_id || raw.migrate_from_chat_id) return t("svcMigrated");
  if (raw.group_chat_created || raw.supergroup_chat_created) return t("svcCreated");
  if (raw.pinned_message) return t("svcPinned", by);
  if (raw.new_chat_title) return t("svcTitle", raw.new_chat_title);
  if (raw.forum_topic_created) return t("svcTopic", raw.forum_topic_created.name ?? "");
  return t("svcOther");
}

/** Puts messages of one album (same media_group_id, side by side) together. */
function albums(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    const together = message.media_group_id && last?.[0].media_group_id === message.media_group_id;
    if (together) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

/**
 * The rows ({key, mark, make}) for dom.reconcile. `view`: {userId, group, now, waiting, find, onCommand, onPress, onVote, onMenu, onJump}.
 */
export function rowsOf(messages, view) {
  const rows = [];
  const groups = albums(messages);
  let lastDay = "";
  for (const [index, group] of groups.entries()) {
    const message = group[0];
    const today = dayKey(message.date);
    if (today !== lastDay) {
      const head = dayName(message.date, view.now);
      rows.push({ key: `day-${today}`, mark: head, make: () => h("div.day", null, h("span", null, head)) });
      lastDay = today;
    }
    if (serviceText(message)) {
      const words = serviceText(message);
      rows.push({ key: message.message_id, mark: words, make: () => h("div.service", { testid: `message-${message.message_id}` }, h("span", null, words)) });
      continue;
    }
    const run = { first: !follows(groups[index - 1]?.[0], message), last: !follows(message, groups[index + 1]?.[0]) };
    const waiting = view.waiting.get(message.message_id) ?? "";
    const quoted = quotedIn(message, view);
    rows.push({
      key: message.message_id,
      mark: JSON.stringify([group, run, waiting, quoted && gist(quoted), language(), nameOf(message.from)]),
      make: () => bubbleRow(group, run, view, waiting, quoted),
    });
  }
  return rows;
}

function follows(earlier, later) {
  return Boolean(earlier && later) && senderId(earlier) === senderId(later) && later.date - earlier.date < RUN_SECONDS
    && dayKey(earlier.date) === dayKey(later.date) && !serviceText(earlier) && !serviceText(later);
}

function quotedIn(message, view) {
  const reply = message.reply_to;
  if (!reply) return null;
  const id = typeof reply === "object" ? reply.message_id : reply;
  return view.find(id) ?? (typeof reply === "object" ? reply : null);
}

function bubbleRow(group, run, view, waiting, quoted) {
  const message = group[0];
  const sender = senderId(message);
  const own = sender === view.userId;
  const bot = isBot(sender);
  const name = nameOf(message.from);
  const classes = [own ? "out" : "in", run.first ? "first" : "", run.last ? "last" : ""].filter(Boolean).join(".");
  const row = h(`div.row.${classes}`, {
    testid: `message-${message.message_id}`,
    data: { messageId: message.message_id, from: sender, text: message.text ?? message.caption ?? "" },
    oncontextmenu: (event) => {
      if (getSelection()?.toString() || event.target.closest("a[href^='http']")) return;
      event.preventDefault();
      view.onMenu(message, { x: event.clientX, y: event.clientY });
    },
  });
  if (view.group && !own) row.append(run.last ? avatar(sender, name, bot) : h("span.avatar.ghost"));
  const columns = Math.max(0, ...(message.buttons ?? []).map((line) => line.length));
  const stack = h(`div.stack${columns ? ".pressable" : ""}${columns > 2 ? ".columns" : ""}`, null, bubble(group, { own, run, view, name, sender, quoted }));
  if (message.buttons?.length) stack.append(buttons(message, view, waiting));
  row.append(stack);
  return row;
}

function bubble(group, { own, run, view, name, sender, quoted }) {
  const message = group[0];
  const captioned = group.find((item) => item.caption) ?? message;
  const kind = message.media?.kind;
  const text = kind ? captioned.caption : message.text;
  const html = message.html && (text || !kind) ? captioned.html : undefined;
  const bare = kind === "sticker" || kind === "dice";
  const box = h(`div.bubble${VISUAL.has(kind) ? ".visual" : ""}${bare ? ".bare" : ""}`);
  if (view.group && !own && run.first) box.append(h("div.sender", { data: { colour: isBot(sender) ? "bot" : Math.abs(sender) % 7 } }, name));
  if (message.forwarded) box.append(h("div.forwarded", null, t("forwarded")));
  if (quoted) {
    box.append(h("button.quote", { type: "button", testid: "quote", onclick: () => view.onJump(quoted.message_id) },
      h("b", null, nameOf(quoted.from)), h("span", null, gist(quoted))));
  }
  if (kind === "photo") box.append(photoGrid(group.filter((item) => item.media?.kind === "photo")));
  else if (kind) box.append(...group.map((item) => mediaNode(item.media, (option) => view.onVote(message, option))).filter(Boolean));
  const stamp = h("span.stamp", null, message.edited ? h("i", { testid: "edited" }, t("edited")) : null, hour(message.date), own ? icon("checks") : null);
  if (text || html) {
    box.append(h("div.text", { testid: "text" }, richText({ text, entities: captioned.entities, html }, view.onCommand), h("span.stamp-space"), stamp));
  } else {
    stamp.classList.add("floating");
    box.append(stamp);
  }
  const reactions = message.reactions ?? [];
  if (reactions.length) {
    box.append(h("div.reactions", null, reactions.map((item) => h("span", null, item.emoji ?? item))));
  }
  return box;
}

function buttons(message, view, waiting) {
  return h("div.buttons", null, message.buttons.map((line, row) => h("div.buttons-row", null, line.map((button, col) => {
    const place = `${row}-${col}`;
    if (button.url && /^(https?|tg):/i.test(button.url)) {
      return h("a.button", { href: button.url, target: "_blank", rel: "noopener noreferrer", testid: `button-${button.text}` }, button.text, icon("out"));
    }
    return h(`button.button${waiting === place ? ".waiting" : ""}`, {
      type: "button", testid: `button-${button.text}`, data: { row, col },
      onclick: () => view.onPress(message, row, col),
    }, button.text);
  }))));
}

/** How many people and bots are in a group. */
export function memberCount(group) {
  return memberIds(group).filter((id) => !isBot(id)).length + (group.bot_in ? 1 : 0);
}
