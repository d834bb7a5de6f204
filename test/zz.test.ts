import { test } from "vitest";
import { render } from "./post/markdown/show.ts";
test("x", () => {
  const units = ["$", "$$", "$a ", "$a$", "$a", "$$a\n", "$$\n", "> $$\n", "\\(", "\\(a\\)", "\\[", "\\[\n", "\\\\(", "\\begin{align}\n", "$\\frac{", "$5 ", "$x^2$ ", "\\$", "- $$a\n", "$$ a $$ ", "$`", "a$b$c"];
  for (const math of [true, false]) for (const u of units) for (const pre of ["", "[^1]: x\n\n| a |\n|-|\n|", "> "]) {
    const b = performance.now(); render(pre + u.repeat(Math.floor(65536 / u.length)), { math }); const d = performance.now() - b;
    if (d > 250) console.log(JSON.stringify(u), math, JSON.stringify(pre), Math.round(d));
  }
  const langs = ["js","html","css","python","markdown","yaml","json","bash","c","cpp","rust","go","java","php","ruby","sql","diff","latex","ts","lisp"];
  const codes = ["(", "{", "`${", "<a ", "/*", "\"", "'", "<!--", "\\", "a ", "[", "*", "- ", "#", "((\n", "{{", "$", "f(", "x=", "/", "1", "<a>", "é中", "=>", "function ", "@", "\n", "<<", "a.b", "class "];
  for (const l of langs) for (const c of codes) { const b = performance.now(); render("```" + l + " linenos\n" + c.repeat(Math.floor(49000 / c.length)) + "\n```", { highlight: true }); const d = performance.now() - b; if (d > 700) console.log(l, JSON.stringify(c), Math.round(d)); }
  for (const c of ["{", "a=\"", "a='b ", "{1,", "title=", "mark:1", "1-", " ", "hl_lines=[", "{hl_lines="]) { const b = performance.now(); render("```js " + c.repeat(Math.floor(65536 / c.length)) + "\nx\n```"); const d = performance.now() - b; if (d > 200) console.log("label", JSON.stringify(c), Math.round(d)); }
  for (const c of ["a,1\n", "a: 1\n", "\"", ",", "- a: 1\n", "a,", ",\n", "{", "[", "1,1\n", "a: {b: 1}\n"]) { const b = performance.now(); render("```chart\n" + c.repeat(Math.floor(65536 / c.length)) + "\n```"); const d = performance.now() - b; if (d > 300) console.log("chart", JSON.stringify(c), Math.round(d)); }
}, 600000);
