/** What a permalink says of a day, in the words of Jekyll: never in those of a language, for an address has none. */
const ofDays = {
  ":year": (day: string) => day.slice(0, 4),
  ":short_year": (day: string) => day.slice(2, 4),
  ":month": (day: string) => day.slice(5, 7),
  ":i_month": (day: string) => day.slice(5, 7).replace(/^0/, ""),
  ":short_month": (day: string) => nameOfMonth(day).slice(0, 3),
  ":long_month": nameOfMonth,
  ":day": (day: string) => day.slice(8, 10),
  ":i_day": (day: string) => day.slice(8, 10).replace(/^0/, ""),
  ":y_day": dayOfYear,
  ":w_year": (day: string) => thursdayOf(day).slice(0, 4),
  ":week": (day: string) => String(Math.ceil(Number(dayOfYear(thursdayOf(day))) / 7)).padStart(2, "0"),
  ":w_day": (day: string) => String(weekday(day)),
  ":short_day": (day: string) => nameOfDay(day).slice(0, 3),
  ":long_day": nameOfDay,
} as const;

export type DayToken = keyof typeof ofDays;

export function isDayToken(token: string): token is DayToken {
  return Object.hasOwn(ofDays, token);
}

/** @param day `2014-08-24`; of no day there is nothing to say */
export function wordsForDay(token: DayToken, day: string): string {
  return day === "" ? "" : ofDays[token](day);
}

const months = "January February March April May June July August September October November December".split(" ");
const days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

function nameOfMonth(day: string): string {
  return months[Number(day.slice(5, 7)) - 1] ?? "";
}

function nameOfDay(day: string): string {
  return days[weekday(day) - 1] ?? "";
}

/** 1 is Monday. */
function weekday(day: string): number {
  return new Date(Date.parse(day)).getUTCDay() || 7;
}

/** A week belongs to the year of its Thursday. */
function thursdayOf(day: string): string {
  return new Date(Date.parse(day) + (4 - weekday(day)) * 86_400_000).toISOString().slice(0, 10);
}

function dayOfYear(day: string): string {
  const start = Date.UTC(Number(day.slice(0, 4)), 0, 1);
  return String((Date.parse(day) - start) / 86_400_000 + 1).padStart(3, "0");
}
