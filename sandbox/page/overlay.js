/** What lies over a phone or the page: toasts, alerts, menus, dialogs, the photo viewer. */

import { h, icon, iconButton } from "./dom.js";
import { t } from "./text.js";

const TOAST_MS = 4500;

/** A short note over `layer` (a phone, its wall or the page) that goes away by itself. */
export function toast(layer, text, testid = "toast") {
  for (const old of layer.querySelectorAll(":scope > .toast")) old.remove();
  const node = h("div.toast", { testid, role: "status" }, text);
  layer.append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** Says a refusal of the sandbox in words. */
export function complain(layer, error) {
  const why = error?.message;
  toast(layer, why ? t("failed", why) : t("unreachable"), "refusal");
}

/** A dialog inside one phone with a text; resolves to true when confirmed. Without `askLabel` it only has OK (an alert). */
export function alertIn(layer, text, { askLabel, testid = "alert" } = {}) {
  return new Promise((resolve) => {
    const done = (value) => {
      shade.remove();
      resolve(value);
    };
    const box = h("div.alert", { testid, role: "alertdialog", "aria-modal": "true" },
      h("p", null, text),
      h("div.alert-buttons", null,
        askLabel ? h("button", { type: "button", testid: "confirm-cancel", onclick: () => done(false) }, t("cancel")) : null,
        h("button.strong", { type: "button", testid: askLabel ? "confirm-ok" : "alert-ok", onclick: () => done(true) }, askLabel ?? t("ok"))));
    const shade = h("div.shade", { onkeydown: (event) => event.key === "Escape" && done(false) }, box);
    layer.append(shade);
    box.querySelector("button:last-of-type").focus({ preventScroll: true });
  });
}

/** A little menu at a place of the screen; `items`: [{label, icon, testid, act, danger}], null for a line. */
export function menu(at, items) {
  document.querySelector(".menu-cover")?.remove();
  const cover = h("div.menu-cover", null);
  const close = () => cover.remove();
  const list = h("div.menu", { role: "menu" }, items.map((item) => item
    ? h(`button${item.danger ? ".danger" : ""}`, { type: "button", role: "menuitem", testid: item.testid, onclick: () => (close(), item.act()) },
      icon(item.icon ?? "dot"), h("span", null, item.label), item.note ? h("small", null, item.note) : null)
    : h("hr")));
  cover.append(list);
  cover.addEventListener("click", (event) => event.target === cover && close());
  cover.addEventListener("contextmenu", (event) => (event.preventDefault(), close()));
  cover.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.body.append(cover);
  const box = list.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.x), innerWidth - box.width - 8);
  const top = at.above ? at.y - box.height : at.y;
  list.style.left = `${left}px`;
  list.style.top = `${Math.min(Math.max(8, top), innerHeight - box.height - 8)}px`;
  list.querySelector("button")?.focus({ preventScroll: true });
}

/** Where to open a menu that hangs from (or stands on) a button. */
export function under(button, above = false) {
  const box = button.getBoundingClientRect();
  return { x: box.left, y: above ? box.top - 6 : box.bottom + 6, above };
}

/** A dialog of the page: `build(close)` gives the body; `confirm` runs on submit, the dialog closes unless it throws or returns false. */
export function dialog(title, body, { confirm, label, testid }) {
  const note = h("p.form-note", { role: "alert", testid: "form-note" });
  const cover = h("div.dialog-cover");
  const close = () => cover.remove();
  const form = h("form.dialog", { testid, role: "dialog", "aria-modal": "true", "aria-label": title, novalidate: true },
    h("header", null, h("h2", null, title), iconButton("close", t("close"), "dialog-close", close)),
    h("div.dialog-body", null, body), note,
    confirm ? h("footer", null,
      h("button.plain", { type: "button", onclick: close }, t("cancel")),
      h("button.strong", { type: "submit", testid: "dialog-ok" }, label ?? t("ok"))) : null);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    note.textContent = "";
    try {
      await confirm?.();
      close();
    } catch (error) {
      note.textContent = error.shown ?? (error.message ? t("failed", error.message) : t("unreachable"));
    }
  });
  cover.append(form);
  cover.addEventListener("mousedown", (event) => event.target === cover && close());
  cover.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.body.append(cover);
  form.querySelector("input, button.choice, button")?.focus();
  return close;
}

/** An error whose words are already fit to be shown in a dialog. */
export function shown(text) {
  return Object.assign(new Error(text), { shown: text });
}

/** Photos large over everything; arrows and clicks go through an album. */
export function viewPhotos(urls, start = 0) {
  let at = start;
  const picture = h("img", { alt: "", testid: "viewer-image" });
  const count = h("span.viewer-count");
  const cover = h("div.viewer", { testid: "viewer", tabindex: "-1", role: "dialog", "aria-modal": "true" });
  const show = (step) => {
    at = (at + step + urls.length) % urls.length;
    picture.src = urls[at];
    count.textContent = urls.length > 1 ? `${at + 1} / ${urls.length}` : "";
  };
  const close = () => cover.remove();
  const step = (by) => (event) => (event.stopPropagation(), show(by));
  cover.append(picture, count, iconButton("close", t("close"), "viewer-close", close, ".viewer-close"));
  if (urls.length > 1) {
    cover.append(iconButton("back", "←", "viewer-previous", step(-1), ".viewer-previous"), iconButton("forward", "→", "viewer-next", step(1), ".viewer-next"));
  }
  cover.addEventListener("click", close);
  picture.addEventListener("click", (event) => {
    event.stopPropagation();
    if (urls.length > 1) show(1);
    else close();
  });
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "ArrowLeft") show(-1);
    if (event.key === "ArrowRight") show(1);
  });
  show(0);
  document.body.append(cover);
  cover.focus();
}
