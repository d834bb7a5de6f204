/** What keyboards, screen readers and poor eyes need, where the sample blog has no case of it. */
import { afterAll, expect, test } from "vitest";
import { closeBrowser } from "../browser/launch.ts";
import { onSite, post } from "./small-site.ts";

afterAll(closeBrowser);

test("a formula wider than the page is scrolled with the keyboard", () =>
  onSite(
    {
      "posts/a.md": post(
        `$$${Array.from({ length: 60 }, (_, at) => `a_{${at}}`).join("+")}$$\n\n$$a$$`,
        "title: 甲\ndate: 2026-01-01\nmathjax: true",
      ),
    },
    "/posts/a/",
    async (page) => {
      const reached = () => page.evaluate("[...document.querySelectorAll('.formula')].map((e) => e.tabIndex)");
      await expect.poll(reached).toEqual([0, -1]);
    },
    { viewport: { width: 390, height: 800 } },
  ));

test("what is said beside the text is a note, and no landmark without a name", () =>
  onSite(
    {
      "posts/a.md": post(":::note\n一\n:::\n\n:::note\n二\n:::\n\n::card{post=b.md}\n\n::card{post=b.md}"),
      "posts/b.md": post("乙。", "title: 乙\ndate: 2026-01-02"),
    },
    "/posts/a/",
    async (page) => {
      expect(await page.getByRole("note").count()).toBe(4);
      expect(await page.getByRole("complementary").count()).toBe(0);
    },
  ));

/** Of the mark of the page one is on, and of a featured post, against the paper. */
const contrasts = `(() => {
  const light = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data]
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const mark = getComputedStyle(document.querySelector(".site-navigation [aria-current]")).boxShadow;
  const star = getComputedStyle(document.querySelector(".starred"), "::after").backgroundColor;
  return [mark.slice(0, mark.indexOf(")") + 1), star]
    .map(light)
    .map((ink) => Math.max(ink, paper) / Math.min(ink, paper));
})()`;

test.each(["vermilion", "indigo", "pine", "plum", "ochre", "ink", '"#000080"', '"#ffff00"', '"#808080"'])(
  "marks are seen, whatever the accent: %s",
  (accent) =>
    onSite(
      {
        "site.yml": `title: 墨\ntheme: {accent: ${accent}}\n`,
        "posts/a.md": post("文。", "title: 甲\ndate: 2026-01-01\nfeatured: true"),
      },
      "/archive/",
      async (page) => {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          for (const contrast of (await page.evaluate(contrasts)) as readonly number[])
            expect(contrast, colorScheme).toBeGreaterThan(3);
        }
      },
    ),
);
