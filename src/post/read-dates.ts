/** When a post was published and last changed: from its front matter, else its file name, never from a clock. */
import type { Moment } from "../model.ts";
import { readMoment } from "../shared/date.ts";
import { problemAt } from "../shared/problem.ts";
import type { FileName } from "./file-name.ts";
import type { Habits } from "./habits.ts";
import { type Desk, fault, presentKeys, textAt, warn } from "./read-values.ts";

type Need = {
  readonly zone: string;
  readonly name: FileName;
  /** A post needs a date; a page does not, and of a draft it is only said. */
  readonly need: "post" | "draft" | "page";
  readonly zoneless?: Habits["zoneless"];
};

export function readDates(desk: Desk, { zone, name, need, zoneless = "site" }: Need) {
  const zones = { zone, zoneless };
  const written = presentKeys(desk, "date").length > 0;
  const date = written ? momentAt(desk, "date", zones) : dateOfName(desk, name, zone, need);
  if (!written && name.day === null && need !== "page") {
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
  const modified = momentAt(desk, "modified", zones);
  warnBefore(desk, date, modified);
  return { date, modified };
}

/** The moment from which on a post is not shown. */
/** `date`: from when on the post is shown, so that one which ends before it begins is told. */
export function readExpiry(desk: Desk, zones: Zones, date: Moment | null): Moment | null {
  const expires = momentAt(desk, "expires", zones);
  if (date !== null && expires !== null && expires.ms <= date.ms) {
    const [key = "expires"] = presentKeys(desk, "expires");
    warn(desk, key, {
      code: "front-matter/expires-before-date",
      message: `\`${key}\` is ${expires.day}, not after the date of the post, ${date.day}: it is never shown.`,
      hint: "correct one of the two",
    });
  }
  return expires;
}

type Zones = Required<Pick<Need, "zone" | "zoneless">>;

/** A time that YAML itself reads, and reads as one of UTC. */
const yamlTime = /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?$/;

function momentAt(desk: Desk, meaning: "date" | "modified" | "expires", { zone, zoneless }: Zones): Moment | null {
  const [key] = presentKeys(desk, meaning);
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
