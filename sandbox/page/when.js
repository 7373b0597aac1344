/** Times as the sandbox clock says them. The estate lives by one time zone; `?tz=` shows another. */

import { language, t } from "./text.js";

const ZONE = new URLSearchParams(location.search).get("tz") || "Asia/Shanghai";

function format(options, locale) {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
  } catch {
    return new Intl.DateTimeFormat(locale, options);
  }
}

const HOUR = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "en-GB");
const DAY_KEY = format({ year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA");
const DAY = {
  zh: format({ month: "long", day: "numeric" }, "zh-CN"),
  en: format({ month: "short", day: "numeric" }, "en-GB"),
};
const WEEKDAY = {
  zh: format({ weekday: "short" }, "zh-CN"),
  en: format({ weekday: "short" }, "en-GB"),
};

/** "14:05" of a unix time in seconds. */
export function hour(seconds) {
  return HOUR.format(seconds * 1000);
}

/** "2026-11-22": which local day a unix time in seconds belongs to. */
export function dayKey(seconds) {
  return DAY_KEY.format(seconds * 1000);
}

/** "11月22日" / "22 Nov". */
export function day(seconds) {
  return DAY[language()].format(seconds * 1000);
}

/** "周日" / "Sun". */
export function weekday(seconds) {
  return WEEKDAY[language()].format(seconds * 1000);
}

/** The head of a day among messages: 今天, 昨天 or the date. */
export function dayName(seconds, now) {
  const key = dayKey(seconds);
  if (key === dayKey(now)) return t("today");
  if (key === dayKey(now - 86400)) return t("yesterday");
  return `${day(seconds)} ${weekday(seconds)}`;
}

/** Short form for the chat list: the hour today, else the day. */
export function short(seconds, now) {
  return dayKey(seconds) === dayKey(now) ? hour(seconds) : day(seconds);
}

/** "0:07" of a length in seconds. */
export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "3.4 MB" of a size in bytes. */
export function size(bytes) {
  if (!bytes) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
