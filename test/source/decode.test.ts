import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "../../src/source/decode.ts";

const bytes = (text: string, encoding: "utf8" | "utf16le" | "latin1" = "utf8") => Buffer.from(text, encoding);
const gbk = Buffer.from("LS0tCnRpdGxlOiBhCi0tLQrW0M7Esqm/zQ==", "base64");
const read = (content: Buffer, encoding = "utf-8") => decode(content, { path: "posts/a.md", encoding });

/** 你好，世界。这是一个博客 · こんにちは世界、これはブログです · 안녕하세요 세계 이것은 블로그입니다 · 這是一個部落格，歡迎光臨 */
const samples = {
  gb18030: "c4e3bac3a3accac0bde7a1a3d5e2cac7d2bbb8f6b2a9bfcd",
  big5: "b36fac4fa440add3b3a1b8a8aee6a141c577aaefa5fac17b",
  shift_jis: "82b182f182c982bf82cd90a28a45814182b182ea82cd83758" + "38d834f82c582b7",
  "euc-jp": "a4b3a4f3a4cba4c1a4cfc0a4b3a6a1a2a4b3a4eca4cfa5d6a5eda5b0a4c7a4b9",
  "euc-kr": "bec8b3e7c7cfbcbcbfe420bcbcb0e820c0ccb0cdc0ba20baedb7cebbd7c0d4b4cfb4d9",
} as const;

describe("UTF-8", () => {
  test.each([
    ["as it is", bytes("砚台\r\nx"), "砚台\r\nx"],
    ["without its mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes("x")]), "x"],
    ["empty", Buffer.alloc(0), ""],
  ])("%s", (_, content, text) => {
    expect(read(content)).toEqual({ text });
  });

  test("every text comes back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!text.includes("\0") && !text.startsWith("\uFEFF"));
        expect(read(bytes(text))).toEqual({ text });
      }),
    );
  });
});

describe("what is not UTF-8 is an error with its place", () => {
  test("GBK: byte, line, column, guess and cure", () => {
    const outcome = read(gbk);
    expect(outcome).toMatchObject({
      problem: {
        severity: "error",
        code: "source/not-utf8",
        message: "This file is not UTF-8 from byte 17 on; it looks like GB18030.",
        file: "posts/a.md",
        line: 4,
        column: 1,
        frame: { before: "---", text: "中文博客" },
        hint: expect.stringContaining("iconv -f GB18030 -t UTF-8 'posts/a.md'"),
      },
    });
  });

  test.each(Object.entries(samples))("%s is guessed", (label, hex) => {
    expect(read(Buffer.concat([bytes("---\n---\n"), Buffer.from(hex, "hex")]))).toMatchObject({
      problem: { code: "source/not-utf8", hint: expect.stringContaining(`encoding: ${label}`), line: 3 },
    });
  });

  test.each([
    ["UTF-16LE with its mark", Buffer.concat([Buffer.from([0xff, 0xfe]), bytes("---\n标题\n", "utf16le")]), "UTF-16LE"],
    ["UTF-16LE without", bytes("---\ntitle: x\n---\n", "utf16le"), "UTF-16LE"],
    ["UTF-16BE without", bytes("---\ntitle: x\n---\n", "utf16le").swap16(), "UTF-16BE"],
    ["ISO-2022-JP", Buffer.from("---\ntitle: x\n---\n\x1b$BF|K\\8l\x1b(B"), "ISO-2022-JP"],
    ["Latin letters with accents", bytes("le caf\u00e9 d'\u00e9t\u00e9, tr\u00e8s bon", "latin1"), "CP1252"],
  ])("%s", (_, content, name) => {
    expect(read(content)).toMatchObject({ problem: { message: expect.stringContaining(name) } });
  });

  test.each(["utf-8", "gb18030", "big5", "shift_jis", "euc-kr"])("a cut file is not read as %s", (encoding) => {
    const whole = bytes(`---\ntitle: 标题\n---\n${"中文文章".repeat(5)}最后`);
    expect(read(whole.subarray(0, -2), encoding)).toMatchObject({
      problem: {
        code: "source/not-utf8",
        message: `This file is not UTF-8 from byte ${whole.length - 3} on, though most of it is: it is damaged.`,
        line: 4,
        column: 22,
        frame: { text: `${"中文文章".repeat(5)}最\uFFFD` },
        hint: expect.not.stringContaining("iconv"),
      },
    });
  });

  test.each([
    ["gb18030", "c7e0baa3caa1"],
    ["gb18030", "cfecd3a6cabdcdbcc6ac"],
  ])("a short text in the encoding that is named is read: %s %s", (encoding, hex) => {
    const post = Buffer.concat([bytes("---\ntitle: "), Buffer.from(hex, "hex"), bytes("\n---\n")]);
    expect(read(post, encoding)).toEqual({ text: new TextDecoder(encoding).decode(post) });
  });

  test("the signs that shift into Japanese, in a text that is UTF-8 or shows a terminal", () => {
    for (const text of ["\x1b$B x\n中文", "\x1b$B x"]) expect(read(bytes(text))).toEqual({ text });
  });

  test("a line of GBK in a file of UTF-8", () => {
    const outcome = read(Buffer.concat([bytes("你好，世界。这里很好。\n".repeat(9)), gbk.subarray(17)]));
    expect(outcome).toMatchObject({ problem: { line: 10, column: 1, message: expect.stringContaining("damaged") } });
  });

  test("the advice names a setting for posts only", () => {
    expect(decode(gbk, { path: "site.yml", encoding: null })).toMatchObject({
      problem: { hint: expect.not.stringContaining("site.yml)") },
    });
  });

  test("the byte is the first one that no UTF-8 text has there", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.uint8Array({ minLength: 1, maxLength: 6 }), (good, rest) => {
        const head = bytes(good.toWellFormed().replaceAll("\0", " "));
        const content = Buffer.concat([head, Buffer.from([0xff]), rest]);
        const outcome = read(content);
        expect(outcome).toMatchObject({ problem: { message: expect.stringContaining("UTF-8 from byte") } });
        if ("problem" in outcome) expect(outcome.problem.message).toContain(`from byte ${head.length} on`);
      }),
    );
  });
});

describe("the encoding that site.yml names", () => {
  test.each(Object.entries(samples))("%s is read", (label, hex) => {
    const outcome = read(Buffer.from(hex, "hex"), label);
    expect(outcome).toEqual({ text: new TextDecoder(label, { fatal: true }).decode(Buffer.from(hex, "hex")) });
  });

  test("a file that is UTF-8 all the same stays what it is", () => {
    expect(read(bytes("中文博客"), "gb18030")).toEqual({ text: "中文博客" });
  });

  test.each([
    ["gb18030", [0x61, 0xff, 0xff]],
    ["shift_jis", [0x61, 0x81]],
    ["euc-kr", [0x61, 0x81, 0x20]],
  ])("bytes that are neither UTF-8 nor %s are an error", (encoding, content) => {
    expect(read(Buffer.from(content), encoding)).toMatchObject({
      problem: { code: "source/not-in-encoding", line: 1 },
    });
  });
});
