import { expect, test } from "vitest";
import { ownText } from "../../src/output/own-text.ts";

const page = (main: string, around = "2014") =>
  `<html><head><title>T</title></head><nav>Home</nav><main id="content">${main}</main><footer>${around}</footer></html>`;

test.each([
  ["the frame of a page is not its text", page("<p>A</p>"), page("<p>A</p>", "2015"), true],
  ["its text is", page("<p>A</p>"), page("<p>B</p>"), false],
  ["neighbours are not", page("A<nav><a>1</a></nav>"), page("A<nav><a>2</a></nav>"), true],
  [
    "what a foot holds is not, however deep",
    page("A<footer>1<nav>2</nav>3</footer>B"),
    page("A<footer>B</footer>B"),
    true,
  ],
  ["what comes after them is", page("A<nav>1</nav>B"), page("A<nav>1</nav>C"), false],
  ["a list that is never closed hides nothing", page("A<nav>B"), page("A<nav>C"), false],
  ["what was never opened hides nothing", page("A</nav>B"), page("A</nav>C"), false],
  ["without a main, all of it counts", "<p>A</p>1", "<p>A</p>2", false],
])("%s", (_, one, other, same) => {
  expect(ownText(one) === ownText(other)).toBe(same);
});
