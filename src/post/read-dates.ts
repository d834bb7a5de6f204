/** When a post was published and last changed: from its front matter, else its file name, never from a clock. */
import type { Moment, Origin } from "../model.ts";
import { readMoment } from "../shared/date.ts";
import { problemAt } from "../shared/problem.ts";
import type { FileName } from "./file-name.ts";
import { type Habits, habitsOf } from "./habits.ts";
import { type Desk, fault, presentKeys, publishedOn, textAt, warn } from "./read-values.ts";

type Need = {
  readonly zone: string;
  readonly name: FileName;
  /** A post needs a date; a page does not, and of a draft it is only said. */
  readonly need: "post" | "draft" | "page";
  readonly compat?: Origin | null;
};

export type Dates = {
  readonly date: Moment | null;
  readonly modified: Moment | null;
  /** From when on the post is shown: its date, unless it says more of that. */
  readonly appears: Moment | null;
};

export function readDates(desk: Desk, { zone, name, need, compat = null }: Need): Dates {
  const habits = habitsOf(compat);
  const zones = { zone, zoneless: habits.zoneless };
  const source = dateSource(desk, name, habits);
  const own =
    source === "date"
      ? momentAt(desk, keysOf(desk, "date"), zones)
      : source === "name"
        ? dateOfName(desk, name, zone, need)
        : null;
  if (source === null && need !== "page") {
    desk.problems.push(
      problemAt(
        desk.source,
        { line: 1, column: 1, length: 1 },
        {
          severity: need === "post" ? "error" : "warning",
          code: "front-matter/no-date",
          message: "The post has no date: neither a `date` in its front matter nor one in its file name.",
          hint: "write date: 2014-08-24, or name the file 2014-08-24-name.md",
        },
      ),
    );
  }
  const published = momentAt(desk, keysOf(desk, "appears"), zones);
  const modified = momentAt(desk, keysOf(desk, "modified"), zones);
  if (compat === null) compareFurther(desk, modified, zones);
  const date = source === "appears" ? published : source === "modified" ? modified : own;
  warnBefore(desk, date, modified);
  const isLater = published !== null && (date === null || published.ms > date.ms);
  const appears = published !== null && (isLater || habits.appears === "by-key") ? published : date;
  return { date, modified, appears };
}

/** Whether anything says the date of a post. */
export function isDated(desk: Desk, name: FileName, compat: Origin | null): boolean {
  return dateSource(desk, name, habitsOf(compat)) !== null;
}

function dateSource(desk: Desk, name: FileName, { dates }: Habits): Habits["dates"][number] | null {
  return dates.find((one) => (one === "name" ? name.day !== null : keysOf(desk, one).length > 0)) ?? null;
}

function keysOf(desk: Desk, meaning: "date" | "modified" | "expires" | "appears"): readonly string[] {
  const keys = presentKeys(desk, meaning);
  const published = meaning === "appears" && keys.length === 0 ? publishedOn(desk) : undefined;
  return published === undefined ? keys : [published];
}

/** `inherited`: the end that is said for it elsewhere. */
type Life = Omit<Dates, "modified"> & { readonly inherited: string | null };

/**
 * The moment from which on a post is not shown. `appears`: from when on it is, so that one which ends before it begins
 * is told.
 */
export function readExpiry(desk: Desk, zones: Zones, { date, appears, inherited }: Life): Moment | null {
  const keys = keysOf(desk, "expires");
  if (keys.length === 0) return inherited === null ? null : momentOf(inherited, zones);
  const expires = momentAt(desk, keys, zones);
  if (appears !== null && expires !== null && expires.ms <= appears.ms) {
    const [key = "expires"] = keys;
    const begin = appears === date ? "the date of the post" : "the day on which it is published";
    warn(desk, key, {
      code: "front-matter/expires-before-date",
      message: `\`${key}\` is ${expires.day}, not after ${begin}, ${appears.day}: it is never shown.`,
      hint: "correct one of the two",
    });
  }
  return expires;
}

type Zones = Pick<Need, "zone"> & Pick<Habits, "zoneless">;

function momentOf(text: string, { zone }: Zones): Moment | null {
  const read = readMoment(text, zone);
  return "moment" in read ? read.moment : null;
}

/** A time that YAML itself reads, and reads as one of UTC. */
const yamlTime = /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?$/;

/** Of the keys that say it the first counts. */
function momentAt(desk: Desk, [key]: readonly string[], { zone, zoneless }: Zones): Moment | null {
  const raw = key === undefined ? null : textAt(desk, key);
  if (key === undefined || raw === null) return null;
  const utc = zoneless === "utc" && yamlTime.test((desk.front.scalars[key] ?? "").trim());
  const read = readMoment(utc ? `${raw} +00:00` : raw, zone);
  if ("moment" in read) return read.moment;
  const message = `\`${key}\` is \`${raw.slice(0, 60)}\`: ${read.wrong}.`;
  const hint = `write dates as YYYY-MM-DD (2014-12-01), or 2014-12-01 20:30 for a time in ${zone}`;
  fault(desk, key, { code: "front-matter/bad-date", message, hint });
  return null;
}

/** Further keys for the day of the last change say it again, or are told. */
function compareFurther(desk: Desk, modified: Moment | null, zones: Zones): void {
  const [first = "", ...others] = keysOf(desk, "modified");
  for (const key of others) {
    const other = momentAt(desk, [key], zones);
    if (other === null || modified === null || other.day === modified.day) continue;
    const message = `\`${first}\` and \`${key}\` are two days of the last change: \`${first}\` counts.`;
    warn(desk, key, { code: "front-matter/two-spellings", message, hint: "keep one of the two" });
  }
}

function dateOfName(desk: Desk, name: FileName, zone: string, need: Need["need"]): Moment | null {
  if (name.day === null) return null;
  const read = readMoment(name.day, zone);
  if ("moment" in read) return read.moment;
  if (need === "page") return null;
  const message = `The file name begins with \`${name.written}\`, which is no date: ${read.wrong}.`;
  const words = { severity: "error", code: "front-matter/bad-file-date", message, hint: "rename the file" } as const;
  desk.problems.push(problemAt(desk.source, { line: 1, column: 1, length: 1 }, words));
  return null;
}

/** A bare day on either side compares by day: the clock of the other says nothing about it. */
function warnBefore(desk: Desk, date: Moment | null, modified: Moment | null): void {
  if (!date || !modified || modified.day >= date.day) return;
  const [key = "modified"] = presentKeys(desk, "modified");
  const message = `\`${key}\` is ${modified.day}, before the date of the post, ${date.day}.`;
  const hint = "feeds would claim a change before the publication; correct one of the two";
  warn(desk, key, { code: "front-matter/modified-before-date", message, hint });
}
