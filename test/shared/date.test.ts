/** Dates as old blogs write them, read in the site's zone and never in the machine's. */
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { isZone, momentFromDay, momentFromInstant, readMoment, showDay } from "../../src/shared/date.ts";

const shanghai = "Asia/Shanghai";

/** What a text is read as: the ISO text of the moment, or what is wrong. */
function read(text: string, zone = shanghai): string {
  const result = readMoment(text, zone);
  return "moment" in result ? result.moment.iso : result.wrong;
}

describe("shapes", () => {
  test.each([
    ["2014-08-24 23:42:02 +0800", "2014-08-24T23:42:02+08:00"],
    ["2014-08-24T23:42:02+08:00", "2014-08-24T23:42:02+08:00"],
    ["2014-08-24 23:42:02+08:00", "2014-08-24T23:42:02+08:00"],
    ["2014-08-24 23:42:02 -0700", "2014-08-25T14:42:02+08:00"],
    ["2014-08-24 11:46:28 -4", "2014-08-24T23:46:28+08:00"],
    ["2014-08-24T23:42:02Z", "2014-08-25T07:42:02+08:00"],
    ["2014-08-24T23:42:02.123456Z", "2014-08-25T07:42:02+08:00"],
    ["2014-08-24 15:42:02 UTC", "2014-08-24T23:42:02+08:00"],
    ["2014-08-24 15:42:02 GMT+2", "2014-08-24T21:42:02+08:00"],
    ["2014-08-24 15:42 Europe/Berlin", "2014-08-24T21:42:00+08:00"],
    ["2014-08-24 15:42 JST", "2014-08-24T14:42:00+08:00"],
    ["2014-08-24 23:42:02", "2014-08-24T23:42:02+08:00"],
    ["2014-08-24 23:42", "2014-08-24T23:42:00+08:00"],
    ["2014-08-24T10:46", "2014-08-24T10:46:00+08:00"],
    ["2014-8-4 9:05:00", "2014-08-04T09:05:00+08:00"],
    ["2014-08-24 11:42 PM", "2014-08-24T23:42:00+08:00"],
    ["2014-08-24 12:05 am", "2014-08-24T00:05:00+08:00"],
    ["2014-08-24 12:05a.m. +0800", "2014-08-24T00:05:00+08:00"],
    ["2014-08-24 11:00:00 America/New_York", "2014-08-24T23:00:00+08:00"],
    ["2014-08-24 23:00 america/new_york", "2014-08-25T11:00:00+08:00"],
    ["2014-08-24", "2014-08-24"],
    ["2014/08/24", "2014-08-24"],
    ["2014.8.24", "2014-08-24"],
    ["２０１４－０８－２４", "2014-08-24"],
    ["2014年8月24日", "2014-08-24"],
    ["2014年08月24日 23:42", "2014-08-24T23:42:00+08:00"],
    ["2014年8月24日 9时5分", "2014-08-24T09:05:00+08:00"],
    ["2014년 8월 24일", "2014-08-24"],
    ["August 24, 2014", "2014-08-24"],
    ["Aug. 24th 2014", "2014-08-24"],
    ["24 Aug 2014", "2014-08-24"],
    ["24 August 2014 10:00", "2014-08-24T10:00:00+08:00"],
    ["August 24, 2014 9:05 pm", "2014-08-24T21:05:00+08:00"],
    ["Wed Jun 12 15:05:01 +0100 2019", "2019-06-12T22:05:01+08:00"],
    ["Sun, 24 Aug 2014 15:42:02 GMT", "2014-08-24T23:42:02+08:00"],
    ["Sun Aug 24 2014 23:42:02 GMT+0800 (CST)", "2014-08-24T23:42:02+08:00"],
    ["  2014-08-24   23:42  ", "2014-08-24T23:42:00+08:00"],
  ])("%s", (text, iso) => expect(read(text)).toBe(iso));
});

describe("what is no date is said, never guessed", () => {
  test.each([
    ["2014-13-01", "month 13 does not exist"],
    ["2014-00-01", "month 0 does not exist"],
    ["2014-02-31", "day 31 does not exist, 2014-02 has 28 days"],
    ["2015-02-29", "day 29 does not exist, 2015-02 has 28 days"],
    ["2014-08-00", "day 0 does not exist, 2014-08 has 31 days"],
    ["2014-08-24 24:00", "hour 24 does not exist"],
    ["2014-08-24 10:60", "minute 60 does not exist"],
    ["2014-08-24 10:00:61", "second 61 does not exist"],
    ["2014-08-24 13:00 pm", "hour 13 has no am or pm"],
    ["9999-12-31 23:59 -12:00", "this is after the year 9999 in the zone of the site"],
    ["20141-11-02", "year 20141 is out of reach, write YYYY-MM-DD"],
    ["0001-01-01T00:00:00Z", "year 1 is out of reach, write YYYY-MM-DD"],
    ["20140824", "a bare number is not a date, write YYYY-MM-DD"],
    ["1408894922", "a bare number is not a date, write YYYY-MM-DD"],
    ["2014-08-24 10:00 +2500", "the zone +2500 does not exist"],
    ["2014-08-24 10:00 XYZ", "the zone XYZ is unknown, write it as +08:00"],
    ["2014-08-24 10:00 Mars/Base", "the zone Mars/Base is unknown"],
    ["2014-08-24 10:00 IST", "IST is the name of several zones, write it as +05:30 or +01:00 or +02:00"],
  ])("%s", (text, wrong) => expect(read(text)).toBe(wrong));

  test.each(["not a date", "2014", "2014-08", "10::20::30", "Wen Jun 12 2019", "24 2014 08", "now", "", "2014-08/24"])(
    "%s",
    (text) => expect(read(text)).toContain("YYYY-MM-DD"),
  );

  test("a name of several zones counts where the site is in one of them", () => {
    expect(read("2014-08-24 23:42 CST", shanghai)).toBe("2014-08-24T23:42:00+08:00");
    expect(read("2014-01-24 23:42 CST", "America/Chicago")).toBe("2014-01-24T23:42:00-06:00");
    expect(read("2014-08-24 23:42 CST", "Europe/Berlin")).toContain("several zones");
  });

  test("any text is read or refused", () => {
    const part = fc.constantFrom(
      "2014",
      "08",
      "-",
      "/",
      " ",
      ":",
      "T",
      "Z",
      "+0800",
      "Aug",
      "年",
      "月",
      "日",
      "9",
      "pm",
      ",",
      "CST",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const result = readMoment(raw, shanghai);
        if ("wrong" in result) expect(result.wrong).not.toBe("");
        else expect(Number.isFinite(result.moment.ms)).toBe(true);
      }),
    );
  });
});

describe("zones", () => {
  const zones = [
    shanghai,
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Europe/Dublin",
  ];
  const wall = fc.record({
    zone: fc.constantFrom(...zones),
    seconds: fc.integer({ min: Date.UTC(1960, 0, 1) / 1000, max: Date.UTC(2037, 11, 31) / 1000 }),
  });

  test("a clock time is the instant that Temporal finds, in gaps and overlaps too", () => {
    fc.assert(
      fc.property(wall, ({ zone, seconds }) => {
        const text = new Date(seconds * 1000).toISOString().slice(0, 19);
        const result = readMoment(text, zone);
        const expected = Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: "compatible" });
        expect("moment" in result && result.moment.ms).toBe(expected.epochMilliseconds);
      }),
      { numRuns: 1000 },
    );
  });

  test("an instant shows the clock of the zone", () => {
    fc.assert(
      fc.property(wall, ({ zone, seconds }) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
        const shown = momentFromInstant(seconds * 1000, zone);
        expect(shown.day).toBe(zoned.toPlainDate().toString());
        expect(Date.parse(shown.rfc3339)).toBe(seconds * 1000);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["a clock put forward", "2014-03-30 02:30", "Europe/Berlin", "2014-03-30T03:30:00+02:00"],
    ["a clock put back: the first time", "2014-10-26 02:30", "Europe/Berlin", "2014-10-26T02:30:00+02:00"],
    ["a day that a zone left out", "2011-12-30 12:00", "Pacific/Apia", "2011-12-31T12:00:00+14:00"],
  ])("%s", (_, text, zone, iso) => expect(read(text, zone)).toBe(iso));

  test("a bare day stays that day, and begins when the zone's day does", () => {
    expect(momentFromDay("2014-08-24", shanghai)).toEqual({
      ms: Date.UTC(2014, 7, 23, 16),
      day: "2014-08-24",
      iso: "2014-08-24",
      rfc3339: "2014-08-24T00:00:00+08:00",
    });
    expect(momentFromDay("2014-10-19", "America/Sao_Paulo").rfc3339).toBe("2014-10-19T01:00:00-02:00");
  });

  test("a zone is a name of the zone database, aliases too", () => {
    expect([shanghai, "PRC", "UTC", "America/Argentina/Ushuaia"].map(isZone)).toEqual([true, true, true, true]);
    expect(["Beijing", "Asia/Shangai", ""].map(isZone)).toEqual([false, false, false]);
  });
});

describe("a day in words", () => {
  const evening = momentFromInstant(Date.UTC(2014, 7, 24, 15, 42, 2), shanghai);
  test.each([
    ["zh-CN", "2014年8月24日"],
    ["zh-TW", "2014年8月24日"],
    ["ja", "2014年8月24日"],
    ["ko", "2014년 8월 24일"],
    ["en", "August 24, 2014"],
    ["th", "24 สิงหาคม ค.ศ. 2014"],
  ])("%s", (language, words) => expect(showDay(evening, language, shanghai)).toBe(words));

  test("a bare day is shown as it is, wherever the site is", () => {
    for (const zone of [shanghai, "America/Los_Angeles", "Pacific/Apia"]) {
      expect(showDay(momentFromDay("2011-12-30", zone), "en", zone)).toBe("December 30, 2011");
    }
  });
});
