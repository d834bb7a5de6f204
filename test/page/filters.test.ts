import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInFilters } from "../../src/page/filters.ts";
import { compileTemplates } from "../../src/page/templates.ts";
import { momentFromInstant } from "../../src/shared/date.ts";
import { card, facts, page, render, renderText, template } from "./fixtures.ts";

const cases: Readonly<Record<string, readonly (readonly [expression: string, expected: string])[]>> = {
  "characters are those a reader counts": [
    ["'𠮷野家' | first", "𠮷"],
    ["'a👨‍👩‍👧' | last", "👨‍👩‍👧"],
    ["'第一天' | length", "3"],
    ["'葛󠄀城' | length", "2"],
    ["'𠮷野' | reverse", "野𠮷"],
    ["'中文' | list | join('-')", "中-文"],
    ["'' | first", ""],
    ["none | length", "0"],
  ],
  "words are counted in Chinese as well": [
    ["'第一天你好' | wordcount", "5"],
    ["'Mesos 0.20.0 和 rc2' | wordcount", "4"],
    ["'公司介(chui)绍(xu)自己' | wordcount", "8"],
    ["'취약점을 수정했습니다' | wordcount", "2"],
    ["'𠮷野家と葛󠄀城' | wordcount", "6"],
    ["'Node.js it\\'s e-mail' | wordcount", "3"],
    ["'' | wordcount", "0"],
  ],
  "a text is cut between Chinese characters, but not in a word": [
    ["'5GC 自动化运维平台支持多种设备' | truncate(12)", "5GC 自动化运维平台支…"],
    ["'A long sentence of words' | truncate(10)", "A long…"],
    ["'unbreakable' | truncate(4)", "unbr…"],
    ["'A long sentence' | truncate(10, true, '')", "A long sen"],
    ["'短' | truncate(10)", "短"],
    ["'👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧' | truncate(2)", "👨‍👩‍👧👨‍👩‍👧…"],
  ],
  "the order is that of the language": [
    ["['张三', '北京', 'Mesos'] | sort | join(' ')", "北京 张三 Mesos"],
    ["['第10章', '第2章'] | sort | join(' ')", "第2章 第10章"],
    ["[10, 9, 1] | sort | join(' ')", "1 9 10"],
    ["[1, 3, 2] | sort(reverse=true) | join(' ')", "3 2 1"],
    ["page.posts | sort(attribute='title') | join(',', 'title')", "北京,重庆"],
    ["page.posts | sort(true, false, 'date.ms') | join(',', 'title')", "重庆,北京"],
    ["{ b: 1, a: 2 } | dictsort | join(';')", "a,2;b,1"],
    ["{ b: 1, a: 2 } | dictsort(by='value') | join(';')", "b,1;a,2"],
  ],
  lists: [
    ["[1, 2, 3, 4, 5] | batch(2) | join(';')", "1,2;3,4;5"],
    ["[1, 2, 3] | batch(2, 0) | join(';')", "1,2;3,0"],
    ["[1, 2, 3, 4, 5] | slice(2) | join(';')", "1,2,3;4,5"],
    ["(page.posts | groupby('lang'))['zh-CN'] | length", "2"],
    ["['安全', '北京', '1Q84', 'ant', 'Bash', 'Éa'] | letters | join(' ', 'letter')", "# A B E"],
    ["(['安全', '北京', 'ant', 'Bash'] | letters)[1].list | join(' ')", "北京 Bash"],
    ["[{ name: '书' }] | letters('name') | join(' ', 'letter')", "S"],
    ["[] | letters | length", "0"],
    ["[1, 2, 3] | select('odd') | join", "13"],
    ["[1, 2, 3] | reject('gt', 1) | join", "1"],
    ["page.posts | selectattr('featured') | length", "1"],
    ["page.posts | rejectattr('featured') | length", "1"],
    ["[1, 2] | sum", "3"],
    ["page.posts | sum('counts.minutes')", "6"],
    ["[1, 2, 3] | reverse | join", "321"],
    ["none | default('x')", "x"],
    ["page.title | default('x')", "x"],
    ["'' | default('x', true)", "x"],
    ["{ a: 1, b: 2 } | length", "2"],
  ],
  texts: [
    ["'élan VITAL 中' | title", "Élan Vital 中"],
    ["'ÉLAN' | capitalize", "Élan"],
    ["'a' | upper", "A"],
    ["'  a ' | trim", "a"],
    ["'a\nb' | nl2br", "a<br>\nb"],
    ["'<' | nl2br", "&lt;"],
    ["'a\nb' | indent(2)", "a\n  b"],
    ["'ab' | center(6)", "  ab  "],
    ["'aaa' | replace('a', 'b', 2)", "bba"],
    ["'a.b' | replace('.', '-')", "a-b"],
    ["'<p>一 <b>二</b></p><!-- 三 --> 1 < 2' | safe | striptags", "一 二 1 &lt; 2"],
    ["'中 文/' | urlencode", "%E4%B8%AD%20%E6%96%87%2F"],
    ["{ q: '中' } | urlencode", "q=%E4%B8%AD"],
    ["'see https://a.com/b?c=d.' | urlize", 'see <a href="https://a.com/b?c=d">https://a.com/b?c=d</a>.'],
    ["'<script>' | urlize", "&lt;script&gt;"],
    ["'<' | e | e", "&lt;"],
    ["'<' | e | forceescape", "&amp;lt;"],
  ],
  numbers: [
    ["-1 | abs", "1"],
    ["1.5 | round", "2"],
    ["1.234 | round(2, 'floor')", "1.23"],
    ["'12px' | int", "12"],
    ["'x' | int(7)", "7"],
    ["'1.5' | float", "1.5"],
  ],
  "what knows the site": [
    ["page.posts[0].date | date", "2014年8月24日"],
    ["page.posts[0].modified | date", "2014年8月24日"],
    ["none | date", ""],
    ["'/tags/' | url", "/blog/tags/"],
    ["'/blog/tags/' | url", "/blog/tags/"],
    ["'https://a.com/' | url", "https://a.com/"],
    ["'/tags/' | url | absolute", "https://example.com/blog/tags/"],
    ["'https://a.com/' | absolute", "https://a.com/"],
    ["'//a.com/' | absolute", "https://a.com/"],
    ["asset('css/main.css')", "/blog/css/main.1f2e3d4c.css"],
    ["t('minutesRead', { n: 3 })", "阅读约 3 分钟"],
    ["t('minutesRead', n=3)", "阅读约 3 分钟"],
    ["site.strings.tags", "标签"],
  ],
  "an address that may be clicked": [
    ["'https://a.com' | href", "https://a.com"],
    ["'/a' | href", "/blog/a"],
    ["'/a' | url | href", "/blog/a"],
    ["'/tags/标签/?a=中#节' | href", "/blog/tags/%E6%A0%87%E7%AD%BE/?a=%E4%B8%AD#%E8%8A%82"],
    ["'https://例え.jp:80/日%20本' | href", "https://xn--r8jz45g.jp:80/%E6%97%A5%20%E6%9C%AC"],
    ["'mailto:a@b.c' | href", "mailto:a@b.c"],
    ["'javascript:alert(1)' | href", ""],
    ["'JavaScript:alert(1)' | href", ""],
    ["' java\nscript:alert(1)' | href", ""],
    ["'data:text/html,x' | href", ""],
    ["'vbscript:x' | href", ""],
  ],
  "json in a script": [
    ["'</script><!--' | json", '"\\u003c/script\\u003e\\u003c!--"'],
    ["{ a: [1, none, '&'] } | json", '{"a":[1,null,"\\u0026"]}'],
    ["none | json", "null"],
    ["'<b>' | safe | json", '"\\u003cb\\u003e"'],
  ],
  xml: [["'a\u0010b<' | xml", "ab&lt;"]],
};

describe.each(Object.entries(cases))("%s", (_, each) => {
  const later = momentFromInstant(Date.parse("2014-10-01T00:00:00+08:00"), "Asia/Shanghai");
  const posts = [card({ title: "重庆", date: later, featured: true }), card({ title: "北京" })];
  const shown = page({ data: { posts: [posts[1] as never, posts[0] as never] } });
  test.each(each)("{{ %s }}", (expression, expected) => {
    expect(renderText(`{{ ${expression} }}`, { page: shown })).toBe(expected.replaceAll(" & ", " &amp; "));
  });
});

test("a day is said in the language of the page", () => {
  const templates = compileTemplates([template("home.njk", "{{ page.posts[0].date | date }}")]);
  const said = ["zh-TW", "ja", "ko", "en"].map((lang) =>
    render({ page: page({ lang, data: { posts: [card()] } }), templates }),
  );
  expect(said).toEqual(["2014年8月24日", "2014年8月24日", "2014년 8월 24일", "August 24, 2014"]);
});

test("of one thing there is another word", () => {
  const strings = { posts: "{n} posts", postsOne: "{n} post" };
  expect(renderText("{{ t('posts', { n: 1 }) }}, {{ t('posts', { n: 2 }) }}", { facts: facts({ strings }) })).toBe(
    "1 post, 2 posts",
  );
});

test("a site without an address has nothing absolute", () => {
  expect(renderText("{{ '/a' | absolute }}", { facts: facts({ url: "" }) })).toBe("/a");
});

test("a host of another script is written as networks know it", () => {
  expect(renderText("{{ '/%E4%B8%80/' | absolute }}", { facts: facts({ url: "https://例え.jp/" }) })).toBe(
    "https://xn--r8jz45g.jp/%E4%B8%80/",
  );
});

test("no filter changes what it is given, and text goes through all of them as text", () => {
  const wantsMore = ["date", "dictsort", "batch", "slice", "groupby"];
  const takesText = [...builtInFilters.keys()].filter((name) => !wantsMore.includes(name));
  const templates = compileTemplates([
    template("home.njk", takesText.map((name) => `{{ page.title | ${name} | string }}`).join("\n")),
  ]);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 30 }), (title) => {
      const shown = page({ data: { title } });
      expect(typeof render({ page: shown, templates })).toBe("string");
      expect(shown.data.title).toBe(title);
    }),
  );
});
