/** Formatted text as DOM nodes, from Telegram entities (UTF-16 offsets, as JavaScript counts) or from Telegram HTML. */

import { h } from "./dom.js";

const SAFE_LINK = /^(https?:|tg:|mailto:|tel:)/i;
const WORDS = /(https?:\/\/[^\s<>"'，。）)】]+)|((?<![\w/])\/[a-z][a-z0-9_]{0,31}(?:@\w+)?)/gi;

function link(href, children) {
  if (!SAFE_LINK.test(href)) return h("span", null, children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
}

function command(text, onCommand) {
  return h("a.command", { href: "#", onclick: (event) => (event.preventDefault(), onCommand?.(text)) }, text);
}

/** Plain text with addresses and /commands made tappable. */
function plain(text, onCommand) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(WORDS)) {
    if (found.index > from) nodes.push(text.slice(from, found.index));
    nodes.push(found[1] ? link(found[1], found[1]) : command(found[2], onCommand));
    from = found.index + found[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

function spoiler(children) {
  const node = h("span.spoiler", null, children);
  node.addEventListener("click", () => node.classList.add("shown"));
  return node;
}

function quote(children, folded) {
  const node = h(folded ? "blockquote.folded" : "blockquote", null, children);
  if (folded) node.addEventListener("click", () => node.classList.toggle("folded"));
  return node;
}

/** One entity around its children. */
function wrap(entity, text, children, onCommand) {
  switch (entity.type) {
    case "bold": return h("b", null, children);
    case "italic": return h("i", null, children);
    case "underline": return h("u", null, children);
    case "strikethrough": return h("s", null, children);
    case "code": return h("code", null, text);
    case "pre": return h("pre", null, h("code", null, text));
    case "blockquote": return quote(children, false);
    case "expandable_blockquote": return quote(children, true);
    case "spoiler": return spoiler(children);
    case "text_link": return link(entity.url ?? "", children);
    case "url": return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, text);
    case "email": return link(`mailto:${text}`, text);
    case "phone_number": return link(`tel:${text.replace(/[^\d+]/g, "")}`, text);
    case "bot_command": return command(text, onCommand);
    case "mention": case "text_mention": case "hashtag": return h("span.mention", null, children);
    default: return children;
  }
}

function fromEntities(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, inside) => {
    const nodes = [];
    let at = from;
    let i = 0;
    while (i < inside.length) {
      const entity = inside[i];
      const start = Math.max(entity.offset, at);
      const end = Math.min(entity.offset + entity.length, to);
      i += 1;
      if (end <= start) continue;
      if (start > at) nodes.push(plain(text.slice(at, start), onCommand));
      const nested = [];
      while (i < inside.length && inside[i].offset < end) nested.push(inside[i++]);
      nodes.push(wrap(entity, text.slice(start, end), build(start, end, nested), onCommand));
      at = end;
    }
    if (at < to) nodes.push(plain(text.slice(at, to), onCommand));
    return nodes.flat(Infinity);
  };
  return build(0, text.length, sorted);
}

const TAGS = {
  B: "bold", STRONG: "bold", I: "italic", EM: "italic", U: "underline", INS: "underline",
  S: "strikethrough", STRIKE: "strikethrough", DEL: "strikethrough", CODE: "code", PRE: "pre", "TG-SPOILER": "spoiler",
};

/** Copies only what Telegram knows out of an inert document; attributes other than href are dropped. */
function fromHtml(html, onCommand) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return plain(node.data, onCommand);
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const children = [...node.childNodes].map(copy);
    if (node.tagName === "A") return link(node.getAttribute("href") ?? "", node.textContent);
    if (node.tagName === "BLOCKQUOTE") return quote(children, node.hasAttribute("expandable"));
    if (node.tagName === "SPAN" && node.classList.contains("tg-spoiler")) return spoiler(children);
    const type = TAGS[node.tagName];
    return type ? wrap({ type }, node.textContent, children) : children;
  };
  return [...body.childNodes].map(copy).flat(Infinity);
}

/** The nodes of a message's text: entities win over html, html over plain text. */
export function richText({ text, entities, html }, onCommand) {
  if (text && Array.isArray(entities)) return fromEntities(text, entities, onCommand);
  if (html) return fromHtml(html, onCommand);
  return plain(text ?? "", onCommand);
}
