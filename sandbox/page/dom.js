/** Building elements. Text always goes in as text nodes: nothing people write is ever read as markup. */

/**
 * An element: `h("button.send", {testid: "send", onclick}, children...)`.
 * Properties: `testid` and `data` become data attributes, `on…` listeners, `aria-…`/others attributes. Null children are left out.
 */
export function h(name, properties, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "testid") element.dataset.testid = value;
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "style") element.style.cssText = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  put(element, children);
  return element;
}

/** Appends children (nodes, strings, numbers, nested arrays; null and false are left out). */
export function put(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the sprite in index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A round icon button with an accessible name. */
export function iconButton(name, label, testid, onclick, extra = "") {
  return h(`button.icon-button${extra}`, { type: "button", title: label, "aria-label": label, testid, onclick }, icon(name));
}

const COLOURS = 7;

/** A round avatar: first character of the name on a colour that stays with the id; the bot has a house. */
export function avatar(id, name, isBot, extra = "") {
  const colour = Math.abs(Number(id) || 0) % COLOURS;
  const face = isBot ? icon("house") : [...(name || "?").trim()][0]?.toUpperCase() ?? "?";
  return h(`span.avatar${extra}`, { data: { colour: isBot ? "bot" : colour }, "aria-hidden": "true" }, face);
}

/**
 * Makes `parent` hold exactly `rows` ({key, mark, make}) in order; a row whose mark has not changed keeps its node,
 * so pictures do not flicker and a voice that plays goes on.
 */
export function reconcile(parent, rows) {
  const known = parent.known ?? new Map();
  const next = new Map();
  let place = parent.firstChild;
  for (const row of rows) {
    const old = known.get(row.key);
    const node = old && old.mark === row.mark ? old.node : row.make();
    next.set(row.key, { mark: row.mark, node });
    if (node === place) {
      place = place.nextSibling;
    } else if (old && old.node === place && node !== old.node) {
      place = place.nextSibling;
      old.node.replaceWith(node);
    } else {
      parent.insertBefore(node, place);
    }
  }
  const kept = new Set([...next.values()].map((entry) => entry.node));
  for (const node of [...parent.childNodes]) if (!kept.has(node)) node.remove();
  parent.known = next;
}
