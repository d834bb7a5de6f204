import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileTemplates } from "../../src/page/templates.ts";
import { ProblemError } from "../../src/shared/problem.ts";
import { card, page, problemsOf, render, template, templatesOf } from "./fixtures.ts";

type Wrong = {
  readonly name: string;
  /** The text of home.njk, or several templates; `«»` marks what is blamed. */
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly code: string;
  readonly words: readonly string[];
};

const syntax: readonly Wrong[] = [
  {
    name: "an if that is not closed",
    text: "<h1>\n\n{% «if» x %}\n{{ y | safe }}\n",
    code: "syntax",
    words: ["if", "{% endif %}"],
  },
  {
    name: "a for that is not closed",
    text: "{% «for» x in page.posts %}",
    code: "syntax",
    words: ["for", "never closed"],
  },
  { name: "a block that is not closed", text: "\n{% «block» a %}text", code: "syntax", words: ["{% endblock %}"] },
  { name: "a macro that is not closed", text: "{% «macro» a() %}text", code: "syntax", words: ["{% endmacro %}"] },
  { name: "a set that is not closed", text: "{% «set» a %}text", code: "syntax", words: ["{% endset %}"] },
  { name: "raw that is not closed", text: "a\n{% «raw» %}{{ x }}", code: "syntax", words: ["{% endraw %}"] },
  {
    name: "the inner of two, closed by the outer",
    text: "{% for x in y %}\n{% «if» x %}\n{% endfor %}",
    code: "syntax",
    words: ["if", "line 3"],
  },
  { name: "an end of nothing", text: "a {% «endif» %}", code: "syntax", words: ["closes nothing", "no `if` is open"] },
  {
    name: "an end of something else",
    text: "{% for x in page.posts %}{% «endif» %}{% endfor %}",
    code: "syntax",
    words: ["closes nothing"],
  },
  {
    name: "a tag nobody knows",
    text: "{% «inclde» 'x' %}",
    code: "syntax",
    words: ["inclde", "did you mean `include`"],
  },
  { name: "a tag of another language", text: "{% «unless» x %}", code: "syntax", words: ["unless", "the tags are"] },
  { name: "else if", text: "{% if site %}a{% else «i»f page %}b{% endif %}", code: "syntax", words: ["elif"] },
  {
    name: "an output that is not closed",
    text: "<p>\n«{{» site.title\n",
    code: "syntax",
    words: ["}}", "never closed"],
  },
  { name: "a quote that is missing", text: "«{{» 'a }}", code: "syntax", words: ["quote"] },
  { name: "a tag that is not closed", text: "«{%» if site", code: "syntax", words: ["%}"] },
  { name: "a comment that is not closed", text: "a\n «{#» text", code: "syntax", words: ["comment", "#}"] },
  { name: "a comment that was not begun", text: "a «#}»", code: "syntax", words: ["never begun"] },
  { name: "&&", text: "{{ site «&»& page }}", code: "syntax", words: ["and"] },
  { name: "||", text: "{{ site |«|» page }}", code: "syntax", words: ["or"] },
  { name: "!", text: "{% if «!»site %}{% endif %}", code: "syntax", words: ["not"] },
  { name: "a ? b : c", text: "{{ site «?» 1 : 2 }}", code: "syntax", words: ["if condition else"] },
  { name: "after a line with Windows' line end", text: "a\r\n{{ site.title «x» }}\r\n", code: "syntax", words: ["}}"] },
];

const names: readonly Wrong[] = [
  {
    name: "a variable that is not there",
    text: "<div>\n\n{{ «nope».foo() }}</div>\n",
    code: "unknown-variable",
    words: ["nope.foo"],
  },
  { name: "a misspelt variable", text: "{{ «pgae».title }}", code: "unknown-variable", words: ["did you mean `page`"] },
  { name: "a variable of another generator", text: "{{ «content» }}", code: "unknown-variable", words: ["post.html"] },
  {
    name: "a loop's variable outside it",
    text: "{% for x in page.posts %}{% endfor %}{{ «x» }}",
    code: "unknown-variable",
    words: ["`x`"],
  },
  { name: "a name nothing is called", text: "{{ «site?».title }}", code: "bad-name", words: ["site.…"] },
  {
    name: "a filter that is not there",
    text: "<div>\n{{ page.title | «nofilter» }}</div>\n",
    code: "unknown-filter",
    words: ["nofilter"],
  },
  {
    name: "a misspelt filter",
    text: "{{ page.title | «lenght» }}",
    code: "unknown-filter",
    words: ["did you mean `length`"],
  },
  {
    name: "a filter of chance",
    text: "{{ page.posts | «random» }}",
    code: "unknown-filter",
    words: ["nothing is random"],
  },
  {
    name: "a filter block",
    text: "{% filter «uper» %}a{% endfilter %}",
    code: "unknown-filter",
    words: ["did you mean `upper`"],
  },
  {
    name: "a test that is not there",
    text: "{% if site is «definde» %}{% endif %}",
    code: "unknown-test",
    words: ["did you mean `defined`"],
  },
  { name: "constructor", text: "{{ ''.«constructor» }}", code: "forbidden-member", words: ["constructor"] },
  {
    name: "__proto__ as a key",
    text: "{{ {«__proto__»: site} | json }}",
    code: "forbidden-member",
    words: ["__proto__"],
  },
  { name: "a name that is spoken for", text: "{% set «site» = 1 %}", code: "bad-name", words: ["site"] },
  { name: "waiting", text: "{% «»asyncEach x in page.posts %}{% endeach %}", code: "asynchronous", words: ["for"] },
];

const others: readonly Wrong[] = [
  {
    name: "an include that is not there",
    text: '<div>\n{% include «"missing.njk"» %}</div>\n',
    code: "not-found",
    words: ["missing.njk"],
  },
  {
    name: "a misspelt parent",
    text: "{% extends «'bsae.njk'» %}",
    files: { "base.njk": "" },
    code: "not-found",
    words: ["did you mean `base.njk`"],
  },
  {
    name: "an include from outside",
    text: '{% include «"../templates-private/secret.txt"» %}',
    code: "not-found",
    words: ["../templates-private/secret.txt", "below templates/"],
  },
  {
    name: "an include by its full path",
    text: '{% include «"/etc/passwd"» %}',
    code: "not-found",
    words: ["/etc/passwd"],
  },
  { name: "itself", text: 'x {% include «"home.njk"» %}\n', code: "cycle", words: ["cycle", "home.njk → home.njk"] },
  {
    name: "a macro that is not given",
    text: "{% from 'm.njk' import «buton» %}",
    files: { "m.njk": "{% macro button() %}{% endmacro %}" },
    code: "not-exported",
    words: ["did you mean `button`"],
  },
  {
    name: "a block twice",
    text: "{% block a %}{% endblock %}{% block «a» %}{% endblock %}",
    code: "same-block",
    words: ["`a`"],
  },
];

const atRunTime: readonly Wrong[] = [
  {
    name: "a misspelt member",
    text: "<div>\n<h1>{{ page.«titel» }}</h1></div>\n",
    code: "unknown-member",
    words: ["page.titel", "did you mean `title`"],
  },
  {
    name: "a misspelt member of a post",
    text: "{% for p in page.posts %}{{ p.date.«isoo» }}{% endfor %}",
    code: "unknown-member",
    words: ["p.date.isoo", "`iso`"],
  },
  {
    name: "a member by a name made up",
    text: "{{ site[«»'tit' ~ 'el'] }}",
    code: "unknown-member",
    words: ["titel", "`title`"],
  },
  {
    name: "a member of a list",
    text: "{{ page.posts.«title» }}",
    code: "unknown-member",
    words: ["a list has no member `title`"],
  },
  {
    name: "a member of a text",
    text: "{{ site.title.«lenght» }}",
    code: "unknown-member",
    words: ["did you mean `length`"],
  },
  { name: "a member of a function", text: "{{ range.«name» }}", code: "unknown-member", words: ["a function"] },
  {
    name: "constructor by a name made up",
    text: "{{ site[«»'constr' ~ 'uctor'] }}",
    code: "forbidden-member",
    words: ["constructor"],
  },
  {
    name: "a member of what is imported",
    text: "{% import 'm.njk' as m %}{{ m.«z» }}",
    files: { "m.njk": "{% macro a() %}{% endmacro %}" },
    code: "unknown-member",
    words: ["the members are a"],
  },
  { name: "calling what is no function", text: "{{ site.«title»() }}", code: "not-a-function", words: ["site.title"] },
  { name: "printing a function", text: "{{ «range» }}", code: "prints-function", words: ["range", "()"] },
  { name: "printing a thing", text: "{{ page.posts[0].«date» }}", code: "prints-object", words: ["iso"] },
  {
    name: "a thing in a loop with one name",
    text: "{% for x in site.«feeds» %}{% endfor %}",
    code: "bad-loop",
    words: ["for key, value in"],
  },
  {
    name: "a list in a loop with two names",
    text: "{% for k, v in page.«posts» %}{% endfor %}",
    code: "bad-loop",
    words: ["for item in"],
  },
  {
    name: "a number in a loop",
    text: "{% for x in site.«postCount» %}{% endfor %}",
    code: "bad-loop",
    words: ["number"],
  },
  {
    name: "a filter that cannot",
    text: "{{ site.title | «date» }}",
    code: "call-failed",
    words: ["site.title | date", "post.date"],
  },
  {
    name: "a filter that asks for what is not there",
    text: "{{ page.posts | «sort»(attribute='titel') | length }}",
    code: "unknown-member",
    words: ["titel", "`title`"],
  },
  {
    name: "an asset that is not there",
    text: "{{ «asset»('css/mian.css') }}",
    code: "call-failed",
    words: ["assets/css/mian.css", "did you mean `css/main.css`"],
  },
  {
    name: "a string that is not there",
    text: "{{ «t»('tga') }}",
    code: "call-failed",
    words: ["tga", "did you mean `tag`"],
  },
  {
    name: "super without a parent",
    text: "{% block a %}{{ «super»() }}{% endblock %}",
    code: "no-parent-block",
    words: ["`a`"],
  },
  {
    name: "changing what other pages show",
    text: "{{ page.posts.«reverse»() | length }}",
    code: "changes-data",
    words: ["other pages"],
  },
  {
    name: "a macro that calls itself for ever",
    text: "{% macro m(n) %}{{ «m»(n + 1) }}{% endmacro %}{{ m(1) }}",
    code: "too-deep",
    words: ["calls itself"],
  },
  { name: "an include by a name made up", text: "{% include «»'a' ~ '.njk' %}", code: "not-found", words: ["a.njk"] },
  {
    name: "inside a block of a child",
    text: "{% extends 'b.njk' %}\n{% block a %}\n<p>\n{{ page.«titel» }}\n{% endblock %}",
    files: { "b.njk": "{% block a %}{% endblock %}" },
    code: "unknown-member",
    words: ["titel"],
  },
  {
    name: "in a macro, called from elsewhere",
    text: "{% macro m(p) %}\n{{ p.«nope» }}\n{% endmacro %}\n\n\n{{ m(page) }}",
    code: "unknown-member",
    words: ["p.nope"],
  },
];

describe.each([
  ["syntax", syntax],
  ["names", names],
  ["other templates", others],
] as const)("before a page is rendered: %s", (_, cases) => {
  test.each(cases)("$name", (wrong) => {
    expectProblem(wrong, (files) => compileTemplates(templatesOf(files)));
  });
});

describe("while a page is rendered", () => {
  test.each(atRunTime)("$name", (wrong) => {
    expectProblem(wrong, (files) => {
      const templates = compileTemplates(templatesOf(files));
      render({ page: page({ data: { posts: [card()] } }), templates });
    });
  });

  test("the page is named", () => {
    const templates = compileTemplates([template("home.njk", "{{ page.titel }}")]);
    const [problem] = problemsOf(() => render({ page: page({ url: "/blog/x/", source: "posts/x.md" }), templates }));
    expect(problem?.hint).toContain("/blog/x/");
    expect(problem?.hint).toContain("posts/x.md");
  });

  test("a loop without end comes to its end", () => {
    const text =
      "{% macro m() %}{% for i in range(100000) %}{{ m2() }}{% endfor %}{% endmacro %}" +
      "{% macro m2() %}{% for i in range(100000) %}{{ i }}{% endfor %}{% endmacro %}{{ m() }}\n";
    const templates = compileTemplates([template("home.njk", text)]);
    const [problem] = problemsOf(() => render({ page: page(), templates }));
    expect(problem).toMatchObject({ file: "templates/home.njk", line: 1 });
    expect(problem?.message).toContain("5,000,000 steps");
  });

  test("a text without end comes to its end", () => {
    const text = "{% set s = 'long' %}{% for i in range(99) %}{% set s = s ~ s %}{% endfor %}{{ s }}";
    const templates = compileTemplates([template("home.njk", text)]);
    const [problem] = problemsOf(() => render({ page: page(), templates }));
    expect(problem?.code).toBe("template/too-long");
  });
});

describe("what a template says in vain", () => {
  const base =
    "<main>{% block content %}{% block text %}{% endblock %}{% endblock %}</main>{% block footer %}{% endblock %}";
  const said = (text: string, files: Readonly<Record<string, string>> = {}) =>
    compileTemplates(
      templatesOf({ "base.njk": base, "home.njk": `{% extends "base.njk" %}${text}`, ...files }),
    ).problems.map(
      ({ severity, code, line, column, length, hint }) => `${severity} ${code} ${line}:${column}+${length} ${hint}`,
    );

  test.each([
    ["{% block contnet %}x{% endblock %}", "unknown-block 1:34+7 did you mean `content`?"],
    [
      "\n{% if site %}{% block qqq %}{% endblock %}{% endif %}",
      "unknown-block 2:23+3 the blocks are content, footer, text.",
    ],
    ["\n\n  hello 世界 {{ site.title }}", "outside-blocks 3:3+8 put it into a block"],
    ["\r\n<p>", "outside-blocks 2:1+3"],
    ["\n{{ page.title }}{% block text %}{% endblock %}", "outside-blocks 2:9+5"],
  ])("%j", (text, words) => {
    expect(said(text)).toEqual([expect.stringContaining(`warning template/${words}`)]);
  });

  test.each([
    "\n{% set x = 1 %}\n{# words #}\n{% block text %}a{% endblock %}\n",
    "{% block content %}{% block mine %}a{% endblock %}{{ super() }}{% endblock %}",
    "{% macro m() %}text{% endmacro %}{% import 'm.njk' as n %}{% block footer %}{{ m() }}{% endblock %}",
  ])("nothing: %j", (text) => {
    expect(said(text, { "m.njk": "" })).toEqual([]);
  });

  test("nothing of ours, under a frame that has other blocks", () => {
    const ours = {
      ...template("z.njk", '{% extends "base.njk" %}{% block side %}{% endblock %}'),
      path: "inkstone:templates/z.njk",
    };
    expect(compileTemplates([template("base.njk", base), ours]).problems).toEqual([]);
  });

  test("a block of a parent's parent, of a parent's own, of a parent nobody knows yet", () => {
    const mid = '{% extends "base.njk" %}{% block text %}{% block mine %}{% endblock %}{% endblock %}';
    expect(
      said("", {
        "z.njk": '{% extends "mid.njk" %}{% block mine %}{% endblock %}{% block footer %}{% endblock %}',
        "mid.njk": mid,
      }),
    ).toEqual([]);
    expect(said("", { "z.njk": "{% extends page.kind %}{% block any %}{% endblock %}" })).toEqual([]);
  });
});

test("everything is told at once, in the order of the files", () => {
  const files = { "z.njk": "{{ a }}\n{{ page | b }}", "a.njk": "{% if x %}", "m.njk": "{% include 'n.njk' %}" };
  const problems = problemsOf(() => compileTemplates(templatesOf(files)));
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
    "templates/a.njk:1",
    "templates/m.njk:1",
    "templates/z.njk:2",
  ]);
});

test("a template that cannot be understood is there all the same", () => {
  const files = {
    "home.njk": "{% include 'inc.njk' %}{% from 'inc.njk' import m %}",
    "inc.njk": "{% if x %}",
    "page.njk": "{% include 'inx.njk' %}",
  };
  const problems = problemsOf(() => compileTemplates(templatesOf(files)));
  expect(problems.map(({ code, file }) => `${code} ${file}`)).toEqual([
    "template/syntax templates/inc.njk",
    "template/not-found templates/page.njk",
  ]);
});

test.each(["", " \n\n"])("an empty template in the place of ours is told, other empty ones are not: %j", (text) => {
  const all = [
    { ...template("post.njk", text), replacesOurs: true as const },
    { ...template("parts/note.njk", text), replacesOurs: true as const },
    template("own.njk", text),
  ];
  expect(problemsOf(() => compileTemplates(all))).toMatchObject([
    { severity: "error", code: "template/empty", file: "templates/post.njk" },
  ]);
});

test("a circle is told once, however many templates lead into it", () => {
  const files = {
    "a.njk": "{% include 'b.njk' %}",
    "b.njk": "{% include 'c.njk' %}",
    "c.njk": "{% extends 'b.njk' %}",
    "d.njk": "{% include 'c.njk' %}",
  };
  const problems = problemsOf(() => compileTemplates(templatesOf(files)));
  expect(problems.map(({ code }) => code)).toEqual(["template/cycle"]);
  expect(problems[0]?.message).toContain("b.njk → c.njk → b.njk");
});

test("a circle of thousands has a short message", () => {
  const files = Object.fromEntries(
    Array.from({ length: 2000 }, (_, i) => [`t${i}.njk`, `{% include "t${(i + 1) % 2000}.njk" %}`]),
  );
  const [problem] = problemsOf(() => compileTemplates(templatesOf(files)));
  expect(problem?.message.length).toBeLessThan(500);
});

test("whatever the text, it is a page or a problem with a place in the file", () => {
  const pieces = fc.constantFrom(
    ..."{{ }} {% %} {# #} -%} {%- if else endif for x in endfor set = block endblock raw endraw macro ( ) [ ] { } | . , : ~ ' \" \\ \n site page.title safe filter call include extends 'a' 1 + - * / not and or is defined 汉 𠮷 r/a/ import as from".split(
      " ",
    ),
    " ",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom("", " "), (parts, space) => {
      const text = parts.join(space);
      try {
        expect(typeof render({ page: page(), templates: compileTemplates([template("home.njk", text)]) })).toBe(
          "string",
        );
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        for (const { line = 0, column = 0 } of error.problems) {
          const lines = text.split(/\r\n|\n|\r/);
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test.each(["(", "{{ ", "{% if site %}", "not ", "[", "site.title.", "{% for x in page.posts %}", "{", "-", "1 ~ "])(
  "64 KB of %j are answered",
  (piece) => {
    const text = piece.repeat(65_536 / piece.length);
    for (const whole of [text, `{{ ${text}1 }}`]) {
      const problems = problemsOf(() => {
        compileTemplates([template("home.njk", whole)]);
        throw new ProblemError({ severity: "error", code: "fine", message: "it compiles" });
      });
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(50);
    }
  },
);

function expectProblem({ text, files = {}, code, words }: Wrong, run: (files: Record<string, string>) => void): void {
  const start = text.indexOf("«");
  const before = text.slice(0, start).split(/\r\n|\n/);
  const blamed = text.slice(start + 1, text.indexOf("»"));
  const problems = problemsOf(() => run({ "home.njk": text.replace(/[«»]/g, ""), ...files }));
  const [problem] = problems;
  expect(problem).toMatchObject({
    severity: "error",
    code: `template/${code}`,
    file: "templates/home.njk",
    line: before.length,
    ...(blamed === "" ? {} : { column: (before.at(-1) ?? "").length + 1 }),
    ...(blamed.length < 2 ? {} : { length: blamed.length }),
  });
  expect(problem?.frame?.text).toBe(text.replace(/[«»]/g, "").split(/\r\n|\n/)[before.length - 1]);
  const said = `${problem?.message} ${problem?.hint}`;
  for (const word of words) expect(said).toContain(word);
  expect(problems.length).toBe(1);
}
