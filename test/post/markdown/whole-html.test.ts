/** A file of HTML with front matter, as old blogs have them for pages: none of it is Markdown. */
import { expect, test } from "vitest";
import { renderMarkdown } from "../../../src/post/markdown.ts";
import { chinese } from "./show.ts";

const text = `<div id="me">

    <p>*a* & {{ site.url }} <a href="../石.md">石</a></p>

# no heading
</div>
`;
const rendered = (path: string, html: "allow" | "escape" = "allow") =>
  renderMarkdown({ path, text }, { text, firstLine: 1 }, { ...chinese, html });
const written = (path: string, html?: "escape") =>
  rendered(path, html)
    .html.map((part) => (typeof part === "string" ? part : "…"))
    .join("");

test("is kept to the last character, but for its addresses", () => {
  expect(written("about.html")).toBe(text.replace("../石.md", "…"));
  expect(rendered("about.htm").headings).toEqual([]);
});

test("its addresses and ids are known, at their places", () => {
  const { references, anchors } = rendered("about.html");
  expect(references).toEqual([{ kind: "link", target: "../石.md", line: 3, column: 38, length: 7 }]);
  expect(anchors).toEqual(["me"]);
});

test("where HTML is not allowed, it is read as any text is", () => {
  expect(written("about.html", "escape")).toContain("&lt;div");
  expect(written("about.html", "escape")).not.toContain("<div");
});

test("Markdown is Markdown, whatever was read before", () => {
  expect(written("about.md")).toContain("<h1");
});
