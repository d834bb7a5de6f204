import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { folder } from "../source/folder.ts";

const home = path.join(import.meta.dirname, "../..");

/** A copy of the package as a clone has it, with the packages of this one. */
function clone(): string {
  const copy = folder({ node_modules: { link: path.join(home, "node_modules") } });
  for (const name of ["src", "package.json", "package-lock.json"]) {
    fs.cpSync(path.join(home, name), path.join(copy, name), { recursive: true });
  }
  return copy;
}

/** With what a blog is made of, and a blog elsewhere. */
function cloneAndBlog() {
  const copy = clone();
  for (const each of ["templates", "assets"])
    fs.cpSync(path.join(home, each), path.join(copy, each), { recursive: true });
  const blog = folder({
    "site.yml": "title: 砚\nurl: https://example.com\n",
    "posts/2014-08-24-a.md": "---\ntitle: 见闻\n---\n见闻\n",
  });
  return { copy, blog };
}

function help(copy: string, environment: Readonly<Record<string, string>> = {}): string {
  const bin = path.join(copy, "src/bin.cjs");
  const { stdout, stderr } = spawnSync(process.execPath, [bin, "--help"], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  return stdout + stderr;
}

const compiles = (copy: string) =>
  fs.readdirSync(path.join(copy, ".compiled")).filter((name) => /^[0-9a-f]{24}$/.test(name));

test("a changed source is a changed program, at the next start", () => {
  const copy = clone();
  const table = path.join(copy, "src/commands/table.ts");
  const text = fs.readFileSync(table, "utf8");
  const { mtime } = fs.statSync(table);
  expect(help(copy)).toContain("Begin a post");
  fs.writeFileSync(table, text.replace("Begin a post", "Start a post"));
  fs.utimesSync(table, mtime, mtime);
  expect(help(copy)).toContain("Start a post");
  expect(compiles(copy)).toHaveLength(2);

  fs.writeFileSync(table, text);
  expect(help(copy)).toContain("Begin a post");
  expect(compiles(copy)).toHaveLength(2);
});

test("sources that have rested are looked at from without, and read again where they look otherwise", async () => {
  const copy = clone();
  const seen = path.join(copy, ".compiled/seen");
  expect(help(copy)).toContain("Begin a post");
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  expect(help(copy)).toContain("Begin a post");
  const [name = ""] = fs.readFileSync(seen, "utf8").split("\n");
  expect([name]).toEqual(compiles(copy));

  // A file that is changed, one that comes, one that goes; and what cannot be believed.
  const table = path.join(copy, "src/commands/table.ts");
  const text = fs.readFileSync(table, "utf8");
  fs.writeFileSync(table, text.replace("Begin a post", "Start a post"));
  expect(help(copy)).toContain("Start a post");
  fs.writeFileSync(table, text);
  fs.writeFileSync(path.join(copy, "src/more.ts"), "");
  expect(help(copy)).toContain("Begin a post");
  expect(compiles(copy)).toHaveLength(3);
  fs.rmSync(path.join(copy, "src/more.ts"));
  for (const damaged of ["", "\n", `${"0".repeat(24)}\n`, `../../..\n`]) {
    fs.writeFileSync(seen, damaged);
    expect(help(copy)).toContain("Begin a post");
  }
});

test("a command that waits for what will never be does not look like one that went well", () => {
  const copy = clone();
  const cli = path.join(copy, "src/cli.ts");
  const text = fs.readFileSync(cli, "utf8");
  fs.writeFileSync(cli, text.replace("return await help(rest[0])", "return await new Promise(() => {})"));
  const { status, stderr } = spawnSync(process.execPath, [path.join(copy, "src/bin.cjs"), "--help"], {
    encoding: "utf8",
  });
  expect(stderr).toContain("This is a bug in Inkstone");
  expect(status).toBe(1);
});

describe("our templates", () => {
  function builder() {
    const { copy, blog } = cloneAndBlog();
    const build = () => {
      const bin = path.join(copy, "src/bin.cjs");
      const { stderr } = spawnSync(process.execPath, [bin, "build", blog, "--no-cache"], { encoding: "utf8" });
      return { stderr, page: fs.readFileSync(path.join(blog, "dist/404.html"), "utf8") };
    };
    build();
    return { copy, build, kept: path.join(copy, ".compiled", compiles(copy)[0] ?? "", "templates.json") };
  }

  test("are parsed when the program is compiled, all of them, and what is kept of them is used", () => {
    const { copy, build, kept } = builder();
    const text = fs.readFileSync(kept, "utf8");
    const files = fs.readdirSync(path.join(copy, "templates"), { recursive: true }) as string[];
    const templates = files.filter((file) => file.endsWith(".njk"));
    expect(Object.keys((JSON.parse(text) as { readonly trees: object }).trees).length).toBe(templates.length);
    fs.writeFileSync(kept, text.replace(">404</p>", ">four hundred and four</p>"));
    expect(build().page).toContain(">four hundred and four</p>");
  });

  test("are parsed when they are needed where they have been changed since, or nothing is kept", () => {
    const { copy, build, kept } = builder();
    const file = path.join(copy, "templates/404.njk");
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replace(">404<", ">not here<"));
    expect(build().page).toContain(">not here<");
    fs.writeFileSync(file, `${text}{% if %}`);
    expect(build().stderr).toContain("template/syntax");
    fs.rmSync(kept);
    fs.writeFileSync(file, text);
    expect(build()).toMatchObject({ stderr: "", page: expect.stringContaining(">404<") });
  });
});

test("a program that is wrong from its beginning is told with its trace", () => {
  const copy = clone();
  fs.appendFileSync(path.join(copy, "src/cli.ts"), 'throw new TypeError("wrong from the beginning");\n');
  expect(help(copy)).toMatch(/TypeError: wrong from the beginning\n +at /);
});

test("sources that do not compile are said in a line", () => {
  const copy = clone();
  fs.writeFileSync(path.join(copy, "src/cli.ts"), "export const main = ;");
  expect(help(copy)).toMatch(/^The sources of Inkstone do not compile: .*src\/cli\.ts:1:20/s);
});

test("a package that cannot be written to is compiled into a folder of the user's own", () => {
  const copy = clone();
  fs.writeFileSync(path.join(copy, ".compiled"), "in the way");
  const elsewhere = folder({});
  expect(help(copy, { TMPDIR: elsewhere })).toContain("Begin a post");
  const [own = ""] = fs.readdirSync(elsewhere).filter((name) => name.startsWith("inkstone-"));
  expect(fs.statSync(path.join(elsewhere, own)).mode & 0o077).toBe(0);
});

test("what is published runs without sources, and holds our templates as they are, and nothing of this machine", () => {
  const copy = clone();
  const ship = () => spawnSync(process.execPath, [path.join(copy, "src/compile.cjs")]);
  const shipped = (file: string) => path.join(copy, ".compiled/shipped", file);
  ship();
  fs.mkdirSync(path.join(copy, "templates"));
  fs.writeFileSync(path.join(copy, "templates/base.njk"), "{{ page.title }}");
  fs.writeFileSync(path.join(copy, ".compiled", compiles(copy)[0] ?? "", "program.cjs.cache"), "");
  ship();
  expect(Object.keys(JSON.parse(fs.readFileSync(shipped("templates.json"), "utf8")).trees)).toHaveLength(1);
  expect(fs.existsSync(shipped("program.cjs.cache"))).toBe(false);

  for (const name of fs.readdirSync(path.join(copy, "src"))) {
    if (!name.endsWith(".cjs")) fs.rmSync(path.join(copy, "src", name), { recursive: true });
  }
  fs.rmSync(path.join(copy, "package-lock.json"));
  expect(help(copy)).toContain("Begin a post");
});

describe("what V8 has made of the program", () => {
  const name = `program.cjs.${process.versions.v8}-${process.arch}.cache`;

  /** A clone that has built once. */
  function started() {
    const { copy, blog } = cloneAndBlog();
    const build = () => {
      fs.rmSync(path.join(blog, "dist"), { recursive: true, force: true });
      const bin = path.join(copy, "src/bin.cjs");
      const { status, stderr } = spawnSync(process.execPath, [bin, "build", blog, "-q"], { encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return { status, stderr, post: fs.readFileSync(path.join(blog, "dist/posts/a/index.html"), "utf8") };
    };
    const first = build();
    const compile = path.join(copy, ".compiled", compiles(copy)[0] ?? "");
    return { blog, build, first, compile, cache: path.join(compile, name) };
  }

  async function isTaken(compile: string): Promise<boolean> {
    const { load } = (await import(pathToFileURL(path.join(home, "src/load.cjs")).href)) as {
      load(folder: string): { readonly isKept: boolean };
    };
    return load(compile).isKept;
  }

  test("is kept by the first build, once, and taken from then on", async () => {
    const { build, first, compile, cache } = started();
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(await isTaken(compile)).toBe(true);
    const { mtimeNs } = fs.statSync(cache, { bigint: true });
    expect(build()).toEqual(first);
    expect(fs.statSync(cache, { bigint: true }).mtimeNs).toBe(mtimeNs);
    expect(fs.readdirSync(compile).filter((file) => file.includes(".cache"))).toEqual([name]);
  });

  test("is kept anew by a build that does much more than the one that kept it", () => {
    const { blog, build, cache } = started();
    const { size } = fs.statSync(cache);
    const words = (number: number) => `${"- [一](https://example.com/), *二*, `三`\n".repeat(100)}\n## ${number}\n`;
    for (let number = 0; number < 400; number++) {
      fs.writeFileSync(path.join(blog, `posts/2015-01-01-${number}.md`), `---\ntitle: 见闻\n---\n${words(number)}`);
    }
    build();
    expect(fs.statSync(cache).size).toBeGreaterThan(size);
  });

  test("fits the next start whatever a large site has set for itself meanwhile", async () => {
    const { compile, cache } = started();
    fs.rmSync(cache);
    const script = `
      import v8 from "node:v8";
      const { load } = await import(${JSON.stringify(pathToFileURL(path.join(home, "src/load.cjs")).href)});
      const { keep } = load(${JSON.stringify(compile)});
      v8.setFlagsFromString("--heap-growing-percent=40");
      keep();
    `;
    expect(spawnSync(process.execPath, ["--input-type=module", "-e", script]).status).toBe(0);
    expect(await isTaken(compile)).toBe(true);
  });

  test("holds what ran once at the start, however much garbage was collected since", () => {
    const { blog, compile, cache } = started();
    const build = ["build", blog, "--no-cache", "-q"];
    const sizeAfter = (rounds: number) => {
      fs.rmSync(cache);
      const script = `
        import v8 from "node:v8";
        const { load } = await import(${JSON.stringify(pathToFileURL(path.join(home, "src/load.cjs")).href)});
        const { program, keep } = load(${JSON.stringify(compile)});
        await program.main({ home: ${JSON.stringify(home)}, words: ${JSON.stringify(build)} });
        v8.setFlagsFromString("--heap-growing-percent=10");
        const held = [];
        for (let round = 0; round < ${rounds}; round++) {
          held[round % 4] = Array.from({ length: 50_000 }, (_, number) => ({ number }));
          await new Promise((resolve) => setImmediate(resolve));
        }
        keep();
      `;
      expect(spawnSync(process.execPath, ["--input-type=module", "-e", script]).status).toBe(0);
      return fs.statSync(cache).size;
    };
    expect(sizeAfter(200) / sizeAfter(0)).toBeGreaterThan(0.95);
  });

  test("fits threads, too: while they start, V8 is set as it was at the start", () => {
    const { blog, compile } = started();
    const words = (number: number) => `---\ntitle: 见闻 ${number}\n---\n见闻\n`;
    for (let number = 0; number < 300; number++)
      fs.writeFileSync(path.join(blog, `posts/2015-01-01-${number}.md`), words(number));
    const watch = path.join(folder({}), "watch.cjs");
    fs.writeFileSync(
      watch,
      `const v8 = require("node:v8");
       const threads = require("node:worker_threads");
       const vm = require("node:vm");
       const atStart = new vm.Script("0").createCachedData();
       let count = 0;
       const fits = () => !new vm.Script("0", { filename: String(++count), cachedData: atStart }).cachedDataRejected;
       const { Worker } = threads;
       let set = 0;
       const setFlags = v8.setFlagsFromString;
       v8.setFlagsFromString = (flag) => { set += 1; setFlags(flag); };
       threads.Worker = class extends Worker {
         constructor(...args) {
           console.log("a thread", set > 0 ? "after settings" : "before any", fits() ? "fits" : "does not fit");
           super(...args);
         }
       };`,
    );
    const bin = path.join(compile, "../../src/bin.cjs");
    const args = ["-r", watch, bin, "build", blog, "--no-cache"];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    const lines = stdout.split("\n").filter((line) => line.startsWith("a thread"));
    const expected = Math.min(os.availableParallelism(), 8) - 1;
    expect(lines).toEqual(Array.from({ length: expected }, () => "a thread after settings fits"));
  });

  test("is made anew where it is damaged, and nothing else is other", async () => {
    const { build, first, compile, cache } = started();
    const whole = fs.readFileSync(cache);
    const torn = Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(4096, 7), whole.subarray(8192)]);
    for (const damaged of [whole.subarray(0, whole.length >> 1), torn, Buffer.alloc(0), Buffer.from("no code")]) {
      fs.writeFileSync(cache, damaged);
      expect(await isTaken(compile)).toBe(false);
      expect(build()).toEqual(first);
      expect(await isTaken(compile)).toBe(true);
    }
  });

  test("is done without where it cannot be kept", () => {
    const { build, first, compile, cache } = started();
    fs.rmSync(cache);
    fs.mkdirSync(cache);
    expect(build()).toEqual(first);
    expect(fs.readdirSync(compile).filter((file) => file.includes(".cache"))).toEqual([name]);
  });
});
