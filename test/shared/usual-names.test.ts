/** What is known of the languages and zones of most blogs without `Intl` is what `Intl` says of them. */
import { expect, test } from "vitest";
import { withCommas } from "../../src/shared/count.ts";
import { partsOf, partsOfUsual } from "../../src/shared/languages.ts";
import { isZone, usualZones } from "../../src/shared/zone.ts";

test.each(Object.keys(partsOfUsual))("%s", (tag) => {
  const { language, script, region } = new Intl.Locale(tag).maximize();
  expect(partsOf(tag)).toEqual({ language, script, region });
});

test.each([...usualZones])("%s", (zone) => {
  expect(isZone(zone)).toBe(true);
  expect(["UTC", ...Intl.supportedValuesOf("timeZone")]).toContain(zone);
});

test.each([0, 7, 999, 1_000, 12_345, 999_999, 1_000_000, 12_345_678])("%i", (count) => {
  expect(withCommas(count)).toBe(count.toLocaleString("en-US"));
});
