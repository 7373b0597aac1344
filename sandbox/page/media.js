/** What a bubble carries besides text: photos and albums, voice, files, places, contacts and the rest. */

import { avatar, h, icon } from "./dom.js";
import { viewPhotos } from "./overlay.js";
import { t } from "./text.js";
import { length, size } from "./when.js";

const BARS = 34;
let playing = null;

/** A grid of one to ten photos that open large. `photos`: messages with media of kind photo. */
export function photoGrid(messages) {
  const urls = messages.map((message) => message.media.url);
  const cells = messages.map((message, index) => {
    const { width, height, url } = message.media;
    const ratio = messages.length === 1 && width && height ? `aspect-ratio:${Math.min(Math.max(width / height, 0.7), 2.2)}` : undefined;
    return h("button.photo", {
      type: "button", testid: "photo", style: ratio, "aria-label": t("photo"), data: { messageId: message.message_id },
      onclick: () => viewPhotos(urls, index),
    }, h("img", { src: url, alt: "", loading: "lazy", draggable: "false" }));
  });
  return h("div.photos", { testid: cells.length > 1 ? "album" : undefined, data: { count: cells.length } }, cells);
}

/** Heights of a voice's bars: no real loudness is known, so they are drawn from the file's id, always the same. */
function bars(seed) {
  let value = 7;
  for (const character of String(seed)) value = (value * 31 + character.charCodeAt(0)) % 9973;
  return Array.from({ length: BARS }, () => {
    value = (value * 137 + 71) % 9973;
    return h("i", { style: `height:${4 + (value % 15)}px` });
  });
}

function voice(media) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = media.url;
  const time = h("span.voice-time", null, length(media.duration));
  const wave = h("span.wave", null, bars(media.url));
  const button = h("button.round", { type: "button", testid: "play", "aria-label": t("play") }, icon("play"));
  const face = (on) => {
    button.replaceChildren(icon(on ? "pause" : "play"));
    button.setAttribute("aria-label", t(on ? "pause" : "play"));
    node.classList.toggle("playing", on);
  };
  button.addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    playing?.pause();
    playing = audio;
    audio.play().catch(() => face(false));
    return undefined;
  });
  audio.addEventListener("play", () => face(true));
  audio.addEventListener("pause", () => face(false));
  audio.addEventListener("ended", () => {
    face(false);
    node.style.setProperty("--played", 0);
    node.dataset.heard = "yes";
  });
  audio.addEventListener("timeupdate", () => {
    const whole = Number.isFinite(audio.duration) ? audio.duration : media.duration || 1;
    for (const [index, bar] of [...wave.children].entries()) bar.classList.toggle("past", index / BARS < audio.currentTime / whole);
    time.textContent = length(audio.paused ? media.duration : audio.currentTime);
  });
  const node = h("div.voice", { testid: "voice" }, button, h("div.voice-body", null, wave, time));
  return node;
}

function file(media) {
  const name = media.file_name ?? media.name ?? "file";
  return h("a.file", { href: media.url, download: name, testid: "document", title: t("download") },
    h("span.round", null, icon(media.kind === "audio" ? "music" : "file")),
    h("span.file-body", null, h("b", null, name), h("small", null, size(media.file_size ?? media.size) || media.mime_type || t("download"))));
}

function place(media) {
  const { latitude, longitude } = media;
  const where = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  return h("div.place", { testid: "location" },
    h("div.map", null, icon("pin")),
    h("div.place-body", null, media.title ? h("b", null, media.title) : null, media.address ? h("span", null, media.address) : null, h("small", null, where)));
}

function contact(media) {
  const name = [media.first_name, media.last_name].filter(Boolean).join(" ");
  return h("div.contact", { testid: "contact" }, avatar(media.user_id ?? 3, name),
    h("span.file-body", null, h("b", null, name), h("small", null, media.phone_number ?? media.phone ?? "")));
}

function poll(media, onVote) {
  const total = media.total_voter_count ?? 0;
  return h("div.poll", { testid: "poll" }, h("b", null, media.question), media.options.map((option, index) =>
    h("button.poll-option", { type: "button", testid: `option-${option.text}`, disabled: media.is_closed, onclick: () => onVote(index) },
      h("span.poll-dot"), h("span", null, option.text), total ? h("small", null, `${option.voter_count} / ${total}`) : null)));
}

/** The node for one message's media (photos are made by photoGrid); null when the kind is not drawn. A poll calls `onVote(option)`. */
export function mediaNode(media, onVote) {
  switch (media.kind) {
    case "voice": return voice(media);
    case "audio": case "document": return file(media);
    case "location": case "venue": return place(media);
    case "contact": return contact(media);
    case "poll": return poll(media, onVote);
    case "video": case "animation": case "video_note":
      return h("video.video", { src: media.url, controls: true, preload: "metadata", testid: "video" });
    case "sticker":
      return media.url ? h("img.sticker", { src: media.url, alt: media.emoji ?? "", testid: "sticker" }) : h("div.big-emoji", null, media.emoji ?? "🙂");
    case "dice": return h("div.big-emoji", null, `${media.emoji ?? "🎲"} ${media.value ?? ""}`);
    default: return null;
  }
}
