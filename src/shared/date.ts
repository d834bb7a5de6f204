/**
 * Dates as people write them. Each shape is read from the text as written, never from what YAML or `new Date` make of
 * it: they read a bare day as UTC, 30 February as 1 March, and half of what old blogs hold not at all. A zone that is
 * written counts; else the site's zone does; the machine's never.
 */
import { inLanguage } from "./languages.ts";
import { instantOf, offsetAt, type Wall } from "./zone.ts";

export { isZone } from "./zone.ts";

/** A calendar day or an instant, in the site's zone. */
export type Moment = {
  /** Milliseconds since 1970; midnight in the site's zone for a bare day. */
  readonly ms: number;
  /** `2014-08-24` in the site's zone. */
  readonly day: string;
  /** For `<time datetime>`: `2014-08-24T23:42:02+08:00`, or `2014-08-24` for a bare day. */
  readonly iso: string;
  /** Always with a time, for feeds: `2014-08-24T00:00:00+08:00`. */
  readonly rfc3339: string;
};

/** `wrong` says what is the matter, ready to stand behind a colon: `month 13 does not exist`. */
export type ReadMoment = { readonly moment: Moment } | { readonly wrong: string };

export function readMoment(raw: string, zone: string): ReadMoment {
  const usual = readUsual(raw, zone);
  if (usual !== null) return usual;
  const text = raw.normalize("NFKC").trim().replace(/\s+/g, " ");
  if (text.length > 100) return { wrong: "this is too long for a date" };
  if (/^\d{5,}$/.test(text)) return { wrong: "a bare number is not a date, write YYYY-MM-DD" };
  const written = readNumbers(text) ?? readWords(text);
  if (!written) return { wrong: "this is not a date, write YYYY-MM-DD or YYYY-MM-DD HH:MM" };

  const wrongDay = whatIsWrongWithDay(written);
  if (wrongDay) return { wrong: wrongDay };
  const { year, month, day } = written;
  if (written.time === "") {
    if (written.zone !== "") return { wrong: "a zone without a time of day means nothing" };
    return { moment: momentOfDay(year, month, day, zone) };
  }

  const time = readTime(written.time);
  if ("wrong" in time) return time;
  const wall: Wall = { year, month, day, ...time };
  const local = instantOf(wall, zone);
  if (written.zone === "") return { moment: momentFromInstant(local, zone) };
  const offset = readZone(written.zone, { wall, local, zone });
  if ("wrong" in offset) return offset;
  const moment = momentFromInstant(offset.ms, zone);
  return moment.iso.startsWith("+") ? { wrong: "this is after the year 9999 in the zone of the site" } : { moment };
}

/** A bare day is a day: it prints as the day it says, and sorts from its first moment in the zone. */
export function momentFromDay(day: string, zone: string): Moment {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return momentOfDay(year, month, date, zone);
}

function momentOfDay(year: number, month: number, date: number, zone: string): Moment {
  const ms = instantOf({ year, month, day: date, hour: 0, minute: 0, second: 0, ms: 0 }, zone);
  const day = `${year}-${two(month)}-${two(date)}`;
  return { ms, day, iso: day, rfc3339: rfc3339(ms, zone) };
}

/** An instant, shown in the zone. */
export function momentFromInstant(ms: number, zone: string): Moment {
  const text = rfc3339(ms, zone);
  return { ms, day: text.slice(0, 10), iso: text, rfc3339: text };
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** `2014年8月24日`, `August 24, 2014`: the day in the words of a language. */
export function showDay(moment: Moment, language: string, zone: string): string {
  const bare = moment.iso.length === 10;
  const timeZone = bare ? "UTC" : zone;
  const key = `${timeZone} ${language}`;
  let format = dayFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(inLanguage(language), { dateStyle: "long", timeZone, calendar: "gregory" });
    dayFormats.set(key, format);
  }
  return format.format(bare ? Date.parse(moment.iso) : moment.ms);
}

// ------------------------------------------------------------------------------------------------------- the shapes

/** Nearly all dates: `2014-08-24`, or with a time to the second, without a zone or with one of figures. */
const USUAL = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:Z| ?[+-]\d\d:?\d\d)?)?$/;

/** The same answer that the readers of all shapes come to; `null` = it is for them. */
function readUsual(text: string, zone: string): ReadMoment | null {
  if (!USUAL.test(text)) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 28) return null;
  if (text.length === 10) return { moment: momentOfDay(year, month, day, zone) };
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  if (hour > 23 || minute > 59 || second > 59) return null;
  if (text.length === 19)
    return { moment: momentFromInstant(instantOf({ year, month, day, hour, minute, second, ms: 0 }, zone), zone) };
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  if (text.endsWith("Z")) return { moment: momentFromInstant(utc, zone) };
  const offset = digits(text, text.length - 2, text.length);
  const hours = text.endsWith(":", text.length - 2) ? text.length - 5 : text.length - 4;
  const minutes = digits(text, hours, hours + 2) * 60 + offset;
  if (minutes > 14 * 60 || offset > 59) return null;
  const east = text.charAt(hours - 1) === "+" ? minutes : -minutes;
  return { moment: momentFromInstant(utc - east * 60_000, zone) };
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - 0x30;
  return value;
}

/** What a text says, before anything is checked. */
type Written = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
  readonly zone: string;
};

const TIME = String.raw`\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m(?![a-z])\.?)?|\d{1,2}[时時点點시] ?(?:\d{1,2}[分분] ?(?:\d{1,2}[秒초])?)?`;
const ZONE = String.raw`z|(?:utc|gmt)? ?[+-]\d{1,2}(?::?\d{2})?|[a-z]{2,5}|[a-z]+\/[a-z_/+-]+\d*`;
const DAY_FIRST = new RegExp(
  String.raw`^(\d{4,})(?:([-/.])(\d{1,2})\2(\d{1,2})|[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日号號일]?)(?:[t ,]+(${TIME}))?(?: ?(${ZONE}))?(?: \([a-z ]+\))?$`,
  "iu",
);

/** `2014-08-24 23:42:02 +0800`, `2014/8/4`, `2014年8月24日 23:42`. */
function readNumbers(text: string): Written | null {
  const match = DAY_FIRST.exec(text);
  if (!match) return null;
  const [, year, , month, day, month2, day2, time = "", zone = ""] = match;
  return { year: Number(year), month: Number(month ?? month2), day: Number(day ?? day2), time, zone };
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH_NAMES =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const WEEKDAYS =
  /^(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)$/;
const WHOLE_TIME = new RegExp(`^(?:${TIME})$`, "iu");
const WHOLE_ZONE = new RegExp(`^(?:${ZONE})$`, "iu");

/** `August 24, 2014`, `24 Aug 2014`, `Wed Jun 12 15:05:01 +0100 2019`: the words say which number is which. */
function readWords(text: string): Written | null {
  let year = -1;
  let month = 0;
  let day = 0;
  let time = "";
  let zone = "";
  const words = text
    .replace(/ \([^()]*\)$/, "")
    .split(/[ ,]+/)
    .filter((word) => word !== "");
  for (const [index, word] of words.entries()) {
    const plain = word.toLowerCase().replace(/\.$/, "");
    if (MONTH_NAMES.test(plain) && month === 0) month = MONTHS.indexOf(plain.slice(0, 3)) + 1;
    else if (WEEKDAYS.test(plain) && index === 0) continue;
    else if (/^\d{4,}$/.test(plain) && year < 0) year = Number(plain);
    else if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(plain) && day === 0) day = Number.parseInt(plain, 10);
    else if (WHOLE_TIME.test(plain) && time === "") time = plain;
    else if (/^[ap]m$/.test(plain) && time !== "") time += plain;
    else if (WHOLE_ZONE.test(plain) && time !== "" && zone === "") zone = plain;
    else return null;
  }
  return year < 0 || month === 0 || day === 0 ? null : { year, month, day, time, zone };
}

// ----------------------------------------------------------------------------------------------------- their limits

function whatIsWrongWithDay({ year, month, day }: Written): string | null {
  if (year < 1000 || year > 9999) return `year ${year} is out of reach, write YYYY-MM-DD`;
  if (month < 1 || month > 12) return `month ${month} does not exist`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) return `day ${day} does not exist, ${year}-${two(month)} has ${days} days`;
  return null;
}

type Time = Pick<Wall, "hour" | "minute" | "second" | "ms">;

function readTime(text: string): Time | { readonly wrong: string } {
  const [hours = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number);
  const fraction = /[.,](\d+)/.exec(text)?.[1] ?? "";
  const half = /[ap](?=\.?m)/i.exec(text)?.[0].toLowerCase();
  if (half && (hours < 1 || hours > 12)) return { wrong: `hour ${hours} has no am or pm` };
  const hour = half ? (hours % 12) + (half === "p" ? 12 : 0) : hours;
  if (hour > 23) return { wrong: `hour ${hour} does not exist` };
  if (minute > 59) return { wrong: `minute ${minute} does not exist` };
  if (second > 59) return { wrong: `second ${second} does not exist` };
  return { hour, minute, second, ms: Number(fraction.slice(0, 3).padEnd(3, "0")) };
}

/** Minutes east of Greenwich, where a name means one thing only. */
const ZONES: Readonly<Record<string, readonly number[]>> = {
  z: [0],
  utc: [0],
  gmt: [0],
  jst: [540],
  kst: [540],
  hkt: [480],
  cet: [60],
  cest: [120],
  msk: [180],
  aest: [600],
  nzst: [720],
  edt: [-240],
  est: [-300],
  cdt: [-300, -240],
  mdt: [-360],
  mst: [-420, 480],
  pdt: [-420],
  pst: [-480, 480],
  cst: [480, -360, -300],
  ist: [330, 60, 120],
  bst: [60, 360],
};

type Place = { readonly wall: Wall; readonly local: number; readonly zone: string };

/** The instant that a clock time in a written zone is. A name of several zones counts only if the site is in one. */
function readZone(text: string, place: Place): { readonly ms: number } | { readonly wrong: string } {
  const { wall } = place;
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.ms);
  const numeric = /^(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?$/i.exec(text);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    if (minutes > 14 * 60 || Number(numeric[3] ?? 0) > 59) return { wrong: `the zone ${text.trim()} does not exist` };
    return { ms: utc - (numeric[1] === "-" ? -minutes : minutes) * 60_000 };
  }
  if (text.includes("/")) return readNamedZone(text, wall);
  const offsets = Object.hasOwn(ZONES, text.toLowerCase()) ? (ZONES[text.toLowerCase()] ?? []) : [];
  if (offsets.length === 0) return { wrong: `the zone ${text} is unknown, write it as +08:00` };
  const here = (utc - place.local) / 60_000;
  const offset = offsets.length === 1 ? offsets[0] : offsets.find((minutes) => minutes === here);
  if (offset === undefined) return { wrong: `${text} is the name of several zones, write it as ${asOffsets(offsets)}` };
  return { ms: utc - offset * 60_000 };
}

function readNamedZone(name: string, wall: Wall): { readonly ms: number } | { readonly wrong: string } {
  try {
    return { ms: instantOf(wall, name) };
  } catch {
    return { wrong: `the zone ${name} is unknown` };
  }
}

const asOffsets = (minutes: readonly number[]): string => minutes.map((offset) => showOffset(offset)).join(" or ");

// ------------------------------------------------------------------------------------------------------ the printing

/** The clock of the zone. An offset with seconds (before 1900) is printed to the minute, the instant staying the same. */
function rfc3339(ms: number, zone: string): string {
  const minutes = Math.round(offsetAt(ms, zone) / 60_000);
  return `${new Date(ms + minutes * 60_000).toISOString().slice(0, 19)}${showOffset(minutes)}`;
}

function showOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
