/** The house's own rules: floors, circles, one door per dependency, purity. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");
const files = (readdirSync(src, { recursive: true }) as string[])
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"))
  .sort();

type Import = { readonly from: string; readonly to: string };
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const inner: Import[] = [...imports].flatMap(([from, targets]) =>
  targets
    .filter((to) => to.startsWith("."))
    .map((to) => ({ from, to: relative(src, join(src, dirname(from), to)).replaceAll("\\", "/") })),
);
const outer: Import[] = [...imports].flatMap(([from, targets]) =>
  targets.filter((to) => !to.startsWith(".")).map((to) => ({ from, to })),
);

/** Who may import whom; a room may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  model: ["shared"],
  source: ["model", "shared"],
  post: ["model", "shared"],
  site: ["model", "shared"],
  page: ["model", "shared"],
  output: ["model", "shared"],
  worker: ["post", "page", "output", "model", "shared"],
  build: ["site", "worker", "model", "shared"],
  dev: ["build", "worker", "source", "model", "shared"],
  commands: ["build", "worker", "source", "output", "dev", "model", "shared"],
  cli: ["commands", "model", "shared"],
  program: ["cli", "worker", "page"],
  index: ["build", "worker", "source", "output", "model", "shared"],
};

/** The only file, or room, that may speak to a dependency. */
const doors: Readonly<Record<string, RegExp>> = {
  "markdown-it": /^post\/(markdown\.ts|rules\/)/,
  "gray-matter": /^post\/front-matter\.ts$/,
  "js-yaml": /^shared\/yaml\.ts$/,
  "smol-toml": /^post\/front-matter\.ts$|^source\/old\/old-file\.ts$/,
  "highlight.js": /^shared\/code\/highlight\.ts$/,
  temml: /^post\/formula\.ts$/,
  nunjucks: /^page\/templates(\.ts|\/)/,
  ws: /^dev\/tabs\.ts$/,
  idiomorph: /^dev\/client\/morph\.ts$/,
  chokidar: /^source\/watch\.ts$/,
  "image-size": /^source\//,
  picocolors: /^shared\/report\.ts$|^commands\/|^cli\.ts$/,
  esbuild: /^never$/,
};

describe("floors", () => {
  test.each(inner)("$from may import $to", ({ from, to }) => {
    const [home, target] = [roomOf(from), roomOf(to)];
    expect(files).toContain(to);
    if (home !== target) expect(mayImport[home] ?? []).toContain(target);
  });

  test("no import circles, type imports included", () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
      else if (!done.has(file)) {
        for (const { from, to } of inner) if (from === file) visit(to, [...trail, file]);
        done.add(file);
      }
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  test("only worker, page/render and source/scan remember", () => {
    const users = inner.filter(({ to }) => to === "shared/memo.ts").map(({ from }) => from);
    for (const user of users) expect(user).toMatch(/^worker\/|^page\/render-page\.ts$|^source\/scan\.ts$/);
  });
});

test.each(outer.filter(({ to }) => !to.startsWith("node:")))("$from is a door of $to", ({ from, to }) => {
  const name = to.startsWith("@") ? to.split("/").slice(0, 2).join("/") : (to.split("/")[0] ?? to);
  const door = Object.entries(doors).find(
    ([known]) => name === known || name.startsWith(`${known}-`) || name.startsWith("@mdit/"),
  );
  expect(door, `${name} has no door yet`).toBeDefined();
  if (door !== undefined) expect(from).toMatch(name.startsWith("@mdit/") ? /^post\// : door[1]);
});

describe("post, site, page and model are pure", () => {
  const pure = files.filter((file) => /^(?:post|site|page)\/|^model\.ts$|^build\.ts$/.test(file));
  const forbidden: readonly [string, RegExp][] = [
    ["the clock", /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/],
    ["randomness", /\bMath\.random\b|\brandomUUID\b/],
    ["the environment", /\bprocess\.(?:env|cwd|platform|argv)\b|from "node:os"/],
    ["input and output", /from "node:(?:fs|net|http|child_process|worker_threads)(?:\/promises)?"|\bconsole\./],
    ["the machine's locale", /\.localeCompare\([^,)]*\)|\.toLocale\w+\(\s*\)|Intl\.\w+\(\s*\)/],
  ];
  test.each(pure)("%s", (file) => {
    const text = withoutComments(readFileSync(join(src, file), "utf8"));
    for (const [what, pattern] of forbidden) expect(pattern.exec(text)?.[0], `${file} touches ${what}`).toBeUndefined();
  });
});

describe("style", () => {
  test.each(files)("%s: kebab-case, named exports, no left-over marks, no `any`", (file) => {
    const text = withoutComments(readFileSync(join(src, file), "utf8"));
    expect(file).toMatch(/^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.ts$/);
    expect(text).not.toMatch(/^export default /m);
    expect(text).not.toMatch(/:\s*any\b|<any>|\bas any\b/);
    expect(readFileSync(join(src, file), "utf8")).not.toMatch(/\b(?:TODO|FIXME|XXX|HACK)\b/);
    expect(file).not.toMatch(/util|helper|manager|handler|context/);
  });
});

/** Static imports and re-exports begin a line; dynamic ones are `import("…")` and `createRequire`'s `require("…")`. */
function importsOf(file: string): readonly string[] {
  const text = withoutComments(readFileSync(join(src, file), "utf8"));
  const statements = text.matchAll(/^(?:import|export)\s(?:[^"';]*?\sfrom\s)?"([^"]+)"/gm);
  const calls = text.matchAll(/\b(?:import|require)\(\s*"([^"]+)"/g);
  return [...statements, ...calls].map((match) => match[1] ?? "");
}

function roomOf(file: string): string {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : file.replace(/\.ts$/, "");
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}
