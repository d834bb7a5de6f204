import { describe, expect, test } from "vitest";
import { compileTemplates } from "../../src/page/templates.ts";
import { card, facts, ourTemplates, page, pagePost, render, renderText, template, templatesOf } from "./fixtures.ts";

type Files = Readonly<Record<string, string>>;
type Case = readonly [name: string, text: string, expected: string, files?: Files];

const whiteSpace: readonly Case[] = [
  ["a line of tags leaves no line", "a\n  {% if site %}\nb\n  {% endif %}\nc\n", "a\nb\nc\n"],
  ["nor does a line of several tags", "a\n{% set x = 1 %} {% set y = 2 %}\n{{ x }}{{ y }}\n", "a\n12\n"],
  ["nor a comment", "a\n{# said #}\nb", "a\nb"],
  ["a line with text stays as it is", "a {% if site %}b{% endif %}\nc\n", "a b\nc\n"],
  ["an output's line stays", "{{ 1 }}\n{{ 2 }}\n", "1\n2\n"],
  ["blank lines of one's own stay", "a\n\n{% if site %}\n\nb\n{% endif %}\n", "a\n\n\nb\n"],
  ["`-` takes the white space on its side", "a  \n {{- 1 -}} \n\n b", "a1b"],
  ["`-` at tags and comments", "a {%- if site -%} b {#- c -#} d {%- endif %} e", "abd e"],
  ["a tag in a text is none", "{{ '{% if %}' }}\nb", "{% if %}\nb"],
  ["raw is left alone", "{% raw %}{{ a }}\n{% b %}\n{% endraw %}c", "{{ a }}\n{% b %}\nc"],
  ["raw within raw", "{% raw %}{% raw %}{{ a }}{% endraw %}{% endraw %}", "{% raw %}{{ a }}{% endraw %}"],
  ["raw trims as others do", "a {%- raw -%} b {%- endraw -%} c", "abc"],
  ["Windows' line ends are line ends", "a\r\n{% if site %}\r\nb\r\n{% endif %}\r\n", "a\nb\n"],
  ["a byte order mark is no text", "\uFEFFa", "a"],
];

const values: readonly Case[] = [
  ["text is escaped", "{{ '<b>&\"' }}", "&lt;b&gt;&amp;&quot;"],
  ["safe text is not", "{{ '<b>' | safe }}", "<b>"],
  ["a caught text is not escaped again", "{% set a %}<p>{{ '<' }}</p>{% endset %}{{ a }}", "<p>&lt;</p>"],
  ["nor what a macro makes", "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m('<') }}", "<i>&lt;</i>"],
  ["an empty catch is nothing", "{% set a %}{% endset %}{{ 'yes' if a else 'no' }}", "no"],
  ["nothing prints nothing", "{{ none }}{{ page.title }}{{ page.paginator.next }}", ""],
  ["nothing joins as nothing", "{{ 'a' ~ none ~ 'b' }}{{ 'a' + page.title }}", "aba"],
  ["numbers add", "{{ 1 + 2 }}", "3"],
  ["not binds less than ==", "{{ not 1 == 2 }}", "true"],
  [
    "in a list, a text, a map",
    "{{ 1 in [1] }}{{ '中' in '中文' }}{{ 'a' in { a: 1 } }}{{ 'constructor' in {} }}",
    "truetruetruefalse",
  ],
  ["characters are whole", "{% for c in '𠮷野' %}{{ c }},{% endfor %}{{ '𠮷野'[0] }}", "𠮷,野,𠮷"],
  ["Chinese names are names", "{% set 题 = 'x' %}{{ 题 }}", "x"],
  [
    "a list may be changed by whom it belongs to",
    "{% set a = [] %}{{ a.push(1) }}{{ a.concat([2]).reverse() }}",
    "12,1",
  ],
  ["texts have methods", "{{ 'a-b'.split('-')[1].toUpperCase() }}", "B"],
];

const tags: readonly Case[] = [
  ["a loop counts", "{% for x in ['a', 'b'] %}{{ loop.index }}{{ x }}{{ loop.last }} {% endfor %}", "1afalse 2btrue "],
  ["a loop over pairs", "{% for k, v in { a: 1, b: 2 } %}{{ k }}{{ v }}{% endfor %}", "a1b2"],
  ["a loop over rows", "{% for a, b in [[1, 2], [3, 4]] %}{{ a }}{{ b }};{% endfor %}", "12;34;"],
  ["a loop over nothing", "{% for x in page.title %}a{% else %}none{% endfor %}", "none"],
  [
    "a loop over nothing after one over something",
    "{% for x in [[1], none] %}{% for y in x %}{{ y }}{% else %}-{% endfor %}{% endfor %}",
    "1-",
  ],
  [
    "a loop sets what was there before",
    "{% set n = 0 %}{% for x in [1, 2] %}{% set n = n + x %}{% endfor %}{{ n }}",
    "3",
  ],
  ["switch", "{% switch site.base %}{% case '/blog' %}a{% default %}b{% endswitch %}", "a"],
  [
    "include sees the loop it is in",
    "{% for x in [1, 2] %}{% include 'a.njk' %}{% endfor %}",
    "<1><2>",
    { "a.njk": "<{{ x }}>" },
  ],
  [
    "what an include sets stays in it",
    "{% set x = 1 %}{% include 'a.njk' %}{{ x }}",
    "21",
    { "a.njk": "{% set x = 2 %}{{ x }}" },
  ],
  ["an include that may be missing", "a{% include 'no.njk' ignore missing %}b", "ab"],
  ["an include beside", "{% include 'p/a.njk' %}", "b", { "p/a.njk": "{% include './b.njk' %}", "p/b.njk": "b" }],
  [
    "macros of another file see the site",
    "{% import 'm.njk' as m %}{{ m.a() }}",
    "雨天读书",
    { "m.njk": "{% macro a() %}{{ site.title }}{% endmacro %}" },
  ],
  [
    "macros by name",
    "{% from 'm.njk' import a as b %}{{ b(y=2) }}",
    "12",
    { "m.njk": "{% macro a(x=1, y=1) %}{{ x }}{{ y }}{% endmacro %}" },
  ],
  ["a macro with a body", "{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}<b>{% endcall %}", "(<b>)"],
  [
    "a macro that calls itself",
    "{% macro m(n) %}{{ n }}{% if n > 1 %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}",
    "321",
  ],
];

const inheritance: readonly Case[] = [
  [
    "a child fills its parent",
    "{% extends 'b.njk' %}{% block a %}new{% endblock %}",
    "<new>",
    { "b.njk": "<{% block a %}old{% endblock %}>" },
  ],
  ["or leaves it", "{% extends 'b.njk' %}", "<old>", { "b.njk": "<{% block a %}old{% endblock %}>" }],
  [
    "or adds to it",
    "{% extends 'b.njk' %}{% block a %}{{ super() }}+{% endblock %}",
    "<<i>+>",
    { "b.njk": "<{% block a %}<i>{% endblock %}>" },
  ],
  [
    "through three generations",
    "{% extends 'c.njk' %}{% block a %}1{{ super() }}{% endblock %}",
    "<123>",
    {
      "c.njk": "{% extends 'b.njk' %}{% block a %}2{{ super() }}{% endblock %}",
      "b.njk": "<{% block a %}3{% endblock %}>",
    },
  ],
  [
    "what a child sets its parent sees",
    "{% extends 'b.njk' %}{% set wide = 'w' %}",
    "w",
    { "b.njk": "{{ wide if wide is defined }}" },
  ],
  [
    "a block in a switch",
    "{% extends 'b.njk' %}{% block a %}1{% endblock %}",
    "1",
    { "b.njk": "{% switch 1 %}{% case 1 %}{% block a %}0{% endblock %}{% endswitch %}" },
  ],
];

describe.each([
  ["white space", whiteSpace],
  ["values", values],
  ["tags", tags],
  ["inheritance", inheritance],
] as const)("%s", (_, cases) => {
  test.each(cases.map(([name, text, expected, files]) => ({ name, text, expected, files: files ?? {} })))(
    "$name",
    ({ text, expected, files }) => {
      expect(renderText(text, { files })).toBe(expected);
    },
  );
});

describe("what an author chose to write is never a mistake to ask for", () => {
  const post = pagePost({ extra: { links: [{ name: "a" }], deep: { er: {} } } });
  const known = facts({ data: { rows: [{ a: 1 }] }, theme: { colour: { ink: "black" } } });
  test.each([
    "post.extra.nope",
    "post.extra.nope.deeper",
    "post.extra.links[0].nope",
    "(post.extra.links | first).nope",
    "(post.extra.links | sort(attribute='nope') | last).nope",
    "post.extra.deep.er.nope",
    "site.data.rows[0].b",
    "site.theme.colour.paper",
    "site.social.nope",
    "site.strings.nope",
    "{ a: 1 }.b",
    "(page.posts | groupby('lang')).nope",
    "page.posts[99].title",
    "post.image.src",
  ])("%s", (expression) => {
    const text = `[{{ ${expression} }}]{% for link in post.extra.links %}{{ link.nope }}{% endfor %}`;
    expect(renderText(text, { page: page({ data: { post, posts: [card()] } }), facts: known })).toBe("[]");
  });

  test.each(["nope", "page.nope", "post.nope", "site.title.nope", "page.posts.nope", "range.nope"])(
    "%s is defined",
    (expression) => {
      const text = `{{ 'yes' if ${expression} is defined else 'no' }}{{ 'yes' if ${expression} is undefined else 'no' }}`;
      expect(renderText(text, { page: page({ data: { post } }) })).toBe("noyes");
    },
  );
});

test("post is there on every page, and nothing where there is none", () => {
  expect(renderText("{{ 'post' if post else 'none' }}{{ post.title }}")).toBe("none");
});

test("each kind of file is escaped in its own way", () => {
  const files = { "a.txt.njk": "{{ x }}", "a.xml.njk": "{{ x }}" };
  const text = "{% set x = '<\u000b&' %}{{ x }} {% include 'a.txt.njk' %} {% include 'a.xml.njk' %}";
  expect(renderText(text, { files })).toBe("&lt;\u000b&amp; <\u000b& &lt;&amp;");
});

test("the names of assets are known before anything is rendered", () => {
  const files = {
    "a.njk": "{{ asset('css/b.css') }}{% macro m() %}{{ asset('js/a.js') }}{% endmacro %}",
    "b.njk": "{{ asset('css/b.css') }}{# asset('no.css') #}{{ 'asset' }}{% set x = 'a' %}{{ asset(x) }}",
  };
  expect(compileTemplates(templatesOf(files)).assetNames).toEqual(["css/b.css", "js/a.js"]);
});

test("a fingerprint changes with whatever a template can show, and with nothing else", () => {
  const files = {
    "post.njk": "{% extends 'base.njk' %}",
    "base.njk": "{% include 'part.njk' %}",
    "part.njk": "a",
    "list.njk": "b",
    "components/x.njk": "c",
  };
  const before = compileTemplates(templatesOf(files));
  const changed = (name: keyof typeof files) => {
    const after = compileTemplates(templatesOf({ ...files, [name]: `${files[name]}!` }));
    return Object.keys(files).filter((each) => before.fingerprint(each) !== after.fingerprint(each));
  };
  expect(changed("part.njk")).toEqual(["post.njk", "base.njk", "part.njk"]);
  expect(changed("list.njk")).toEqual(["list.njk"]);
  expect(changed("components/x.njk")).toEqual(Object.keys(files));
});

test("a plugin's filter is a filter", () => {
  const templates = compileTemplates([template("home.njk", "{{ 'a' | shout(2) }}")], {
    shout: (value, times) => `${String(value).toUpperCase()}${"!".repeat(Number(times))}`,
  });
  expect(render({ page: page(), templates })).toBe("A!!");
});

test("a site's template of five lines takes the place of a block", () => {
  const own = '{% extends "base.njk" %}\n{% block content %}\n<h1>这里没有这一页</h1>\n{% endblock %}\n';
  const templates = compileTemplates([
    ...ourTemplates.filter(({ name }) => name !== "404.njk"),
    template("404.njk", own),
  ]);
  const html = render({ page: page({ kind: "404", template: "404.njk" }), templates });
  expect(html).toContain('<main id="theme:content">\n<h1>这里没有这一页</h1>\n</main>');
});
