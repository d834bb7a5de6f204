/**
 * Time zones by Intl, whose formatter is right but slow: some microseconds a call. A zone's offset seldom changes, so
 * it is asked at both ends of a week and remembered where they agree; no zone has ever changed twice within one.
 */

/** What a calendar and a clock on the wall show. */
export type Wall = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
};

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/**
 * The instant at which clocks of the zone show this. When they show it twice, the first time; when they never do,
 * because the clocks were put forward, as if they had not been.
 */
export function instantOf(wall: Wall, zone: string): number {
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.ms);
  const before = offsetAt(utc - DAY, zone);
  const after = offsetAt(utc + DAY, zone);
  if (before === after || offsetAt(utc - before, zone) === before) return utc - before;
  return offsetAt(utc - after, zone) === after ? utc - after : utc - before;
}

const weeks = new Map<string, Map<number, number | null>>();

/** Milliseconds by which clocks of the zone are ahead of UTC. */
export function offsetAt(ms: number, zone: string): number {
  if (zone === "UTC") return 0;
  let known = weeks.get(zone);
  if (!known) {
    known = new Map();
    weeks.set(zone, known);
  }
  const week = Math.floor(ms / WEEK);
  let offset = known.get(week);
  if (offset === undefined) {
    const first = atWeek(week, zone);
    offset = first === atWeek(week + 1, zone) ? first : null;
    known.set(week, offset);
  }
  return offset ?? askOffset(ms, zone);
}

/** The end of a week is the beginning of the next, which is likely to be asked for as well. */
function atWeek(week: number, zone: string): number {
  let starts = weekStarts.get(zone);
  if (!starts) {
    starts = new Map();
    weekStarts.set(zone, starts);
  }
  const known = starts.get(week);
  if (known !== undefined) return known;
  const offset = askOffset(week * WEEK, zone);
  starts.set(week, offset);
  return offset;
}

const weekStarts = new Map<string, Map<number, number>>();

/** The first formatter of a process costs a hundredth of a second, and most runs need none. */
export function isZone(name: string): boolean {
  if (usualZones.has(name) || Intl.supportedValuesOf("timeZone").includes(name)) return true;
  // It may be another name of one of them.
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Those of most blogs: to list all of them takes two milliseconds. */
export const usualZones: ReadonlySet<string> = new Set([
  "UTC",
  "Asia/Shanghai",
  "Asia/Taipei",
  "Asia/Tokyo",
  "Asia/Seoul",
]);

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, clock);
  }
  return clock;
}

function askOffset(ms: number, zone: string): number {
  // `9/30/2014, 09:46:40`; asking for the parts would take three times as long.
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = (
    clockOf(zone).format(ms).match(/\d+/g) ?? []
  ).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}
