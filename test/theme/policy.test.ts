/** What a page says may run and load on it: exactly what is written in it. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { addPolicy } from "../../src/page/add-policy.ts";

const closed =
  "default-src 'self'; img-src 'self' data:; font-src 'self' data:; form-action 'self'; object-src 'none'; base-uri 'none'";

function policyOf(body: string, allow: readonly string[] = []): string {
  const html = addPolicy(
    `<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n</head>\n<body>${body}</body></html>`,
    allow,
  );
  const found = /<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(
    html,
  );
  return found?.[1] ?? "no policy";
}

function hashed(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

describe("what is written in a page", () => {
  test.each<readonly [what: string, body: string, wants: string]>([
    ["an inline script", "<script>let a = 1;</script>", `script-src 'self' ${hashed("let a = 1;")};`],
    ["one of two lines, as browsers read them", "<script>a\r\nb</script>", hashed("a\nb")],
    [
      "a script elsewhere",
      '<script src="https://a.example/x,y.js?v=1"></script>',
      "script-src 'self' https://a.example/x%2Cy.js;",
    ],
    [
      "and where it reports to",
      "<script async src=//a.example/x.js></script>",
      "connect-src 'self' https://a.example;",
    ],
    [
      "a frame",
      '<iframe src="https://player.example/v/1?a=1&amp;b=2"></iframe>',
      "frame-src 'self' https://player.example;",
    ],
    ["a film that waits", '<a data-frame="https://player.example/1">x</a>', "frame-src 'self' https://player.example;"],
    [
      "a widget that waits",
      '<button data-script="https://giscus.app/client.js">x</button>',
      "script-src 'self' https://giscus.app/client.js;",
    ],
    [
      "and its frame",
      '<button data-script="https://giscus.app/client.js">x</button>',
      "frame-src 'self' https://giscus.app;",
    ],
    [
      "a script that brings styles",
      '<script src="/draw.js" data-styles="inline"></script><p style="color: red">x</p>',
      "style-src 'self' 'unsafe-inline';",
    ],
    [
      "a picture elsewhere",
      "<img alt=\"\" src='https://img.example/a.png'>",
      "img-src 'self' data: https://img.example;",
    ],
    [
      "pictures of many sizes",
      '<img srcset="https://a.example/1.png 1x, https://b.example/2.png 2x">',
      "https://a.example https://b.example",
    ],
    [
      "sound and film",
      '<video src="https://v.example/a.mp4" poster="https://p.example/a.jpg"></video>',
      "media-src 'self' https://v.example;",
    ],
    [
      "a style sheet elsewhere, and its fonts",
      '<link rel="stylesheet" href="https://f.example/c.css">',
      "style-src 'self' https://f.example/c.css; img-src",
    ],
    ["a style attribute", '<p style="color:red">', `'unsafe-hashes' ${hashed("color:red")}`],
    ["a handler", '<p onclick="a(&quot;b&quot;)">', `'unsafe-hashes' ${hashed('a("b")')}`],
    ["an inline style", "<style>p{}</style>", `style-src 'self' ${hashed("p{}")};`],
    ["a form", '<form action="https://list.example/join">', "form-action 'self' https://list.example;"],
    ["a plugin", '<object data="https://o.example/a.pdf"></object>', "object-src 'self' https://o.example;"],
  ])("%s is allowed", (_, body, wants) => {
    // Order of directives is fixed; a style sheet's fonts stand between styles and forms.
    const policy = policyOf(body).replace(/(style-src [^;]*); (?=font-src|form)/, "$1; img-src; ");
    expect(policy).toContain(wants);
  });

  test.each([
    ["nothing", ""],
    ["what is escaped", "&lt;script&gt;alert(1)&lt;/script&gt; &lt;iframe src=&quot;https://a.example&quot;&gt;"],
    ["what is a comment", '<!-- <script>alert(1)</script><iframe src="https://a.example"></iframe> -->'],
    ["data", '<script type="application/ld+json">{"a":1}</script>'],
    ["files of its own", '<script src="/js/a.js"></script><img src="a.png"><link rel="stylesheet" href="/a.css">'],
    ["links", '<a href="https://a.example/">x</a> <a href="javascript:x()">x</a>'],
    ["a script that never ends", "<script>alert(1)"],
  ])("%s allows nothing", (_, body) => {
    expect(policyOf(body)).toBe(closed);
  });

  test("a script allows no other, and no inline script without a name", () => {
    const policy = policyOf("<script>a</script>");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain(hashed("b"));
  });

  test("hosts the site allows", () => {
    expect(policyOf("", ["https://cdn.example"])).toContain("script-src 'self' https://cdn.example;");
  });

  test("very many styles are not named one by one", () => {
    const body = Array.from({ length: 60 }, (_, n) => `<p style="width:${n}px">`).join("");
    expect(policyOf(body)).toContain("style-src 'self' 'unsafe-inline';");
  });
});

test("a page with a policy of its own keeps it, and what has no head gets none", () => {
  const own = `<html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head></html>`;
  expect(addPolicy(own, [])).toBe(own);
  expect(addPolicy("<p>x</p>", [])).toBe("<p>x</p>");
});

describe("64 KB of anything are read at once", () => {
  test.each([
    "<",
    "<a ",
    '<img a="',
    "<img ",
    "<script>",
    "<!--",
    ' style="',
    " on",
    "<style ",
    "<img src='",
    "&#1;",
    "<img x=1 ",
  ])("%j", (piece) => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length));
    // A square of it would be minutes; the test would end by its time limit.
    expect(policyOf(text)).toContain("default-src 'self'");
  });
});
