import type { SiteFacts, Template } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { isOurs } from "../shared/our-files.ts";
import { type Problem, ProblemError, problemAt } from "../shared/problem.ts";
import type { Filter, FilterTable } from "./filters/filter.ts";
import { builtInFilters } from "./filters.ts";
import { globalNames, globalsFor } from "./globals.ts";
import type { Budget } from "./templates/budget.ts";
import { checkBlocks, checkShown } from "./templates/check-blocks.ts";
import { checkMentions, missing } from "./templates/check-mentions.ts";
import { checkNames } from "./templates/check-names.ts";
import { generate } from "./templates/generate.ts";
import { createMembers } from "./templates/members.ts";
import { treeOf } from "./templates/parse.ts";
import { type CompiledTemplate, renderTemplate } from "./templates/rendering.ts";
import { type Survey, survey } from "./templates/survey.ts";
import { tests } from "./templates/tests.ts";
import { fixedNames, visibleNames } from "./templates/visible-names.ts";

export { markSafe, type SafeText } from "./templates/safe-text.ts";

/** A plugin's filter: `{{ value | name(a, b) }}` calls it with `value, a, b`. */
export type PluginFilter = (value: unknown, ...args: readonly unknown[]) => unknown;

/** Templates that are understood and fit each other. */
export type TemplateSet = {
  /** Names given literally to `asset("…")`, in order. */
  readonly assetNames: readonly string[];
  /** Warnings. */
  readonly problems: readonly Problem[];
  has(name: string): boolean;
  /** Changes when anything changes that this template can show: itself, what it names, the components. */
  fingerprint(name: string): string;
  /** What one page is rendered with; its budget is shared by the page and the components in it. */
  begin(facts: SiteFacts, lang: string): PageRendering;
};

export type PageRendering = {
  render(name: string, variables: Readonly<Record<string, unknown>>): string;
  /** Lets a map answer nothing for a key it does not have. */
  lenient<T extends object>(map: T): T;
};

/**
 * Understands all templates at once, used or not: whatever is wrong with them is told together, each at its place, before
 * a single page is rendered. They find each other in this list alone, never on disk. Ours become code when they are shown.
 */
export function compileTemplates(
  templates: readonly Template[],
  plugins: Readonly<Record<string, PluginFilter>> = {},
): TemplateSet {
  const filters: FilterTable = new Map([...builtInFilters, ...Object.entries(plugins).map(asFilter)]);
  const { surveys, problems } = surveyNeeded(templates);
  const isWhole = problems.length === 0;
  problems.push(...templates.filter(isLeftEmpty).map(nothingToShow));
  const unread = new Set(templates.map(({ name }) => name).filter((name) => !surveys.has(name)));
  problems.push(...checkMentions(surveys, unread), ...[...surveys.values()].flatMap(checkBlocks));
  const visible = visibleNames(surveys, globalNames);
  const idle = idleParts(surveys);
  for (const each of surveys.values()) {
    // A template that cannot be read might give names to others: then nothing can be said of variables.
    const variables = visible.get(each.template.name) ?? new Set();
    const found = guarded(each.template, () => checkNames(each, { variables, filters, tests }));
    const isKnown = isWhole && !idle.has(each.template.name);
    problems.push(...found.filter(({ code }) => isKnown || code !== "template/unknown-variable"));
  }
  if (problems.length > 0) throw new ProblemError(...problems.sort(byPlace));

  const fixed = fixedNames(surveys, globalNames);
  const generated = (each: Survey) => guarded(each.template, () => generate(each, fixed));
  const compiled = [...surveys.values()].map((each) =>
    isOurs(each.template.path) ? late(each.template, () => generated(each)) : generated(each),
  );
  return templateSet(new Map(compiled.map((template) => [template.name, template])), surveys, filters);
}

function templateSet(
  templates: ReadonlyMap<string, CompiledTemplate>,
  surveys: ReadonlyMap<string, Survey>,
  filters: FilterTable,
): TemplateSet {
  const members = createMembers();
  const fingerprints = fingerprintsOf(surveys);
  return {
    assetNames: [...new Set([...surveys.values()].flatMap(({ assetNames }) => assetNames))].sort(),
    problems: [...surveys.values()]
      .flatMap((each) => guarded(each.template, () => checkShown(each, surveys)))
      .sort(byPlace),
    has: (name) => templates.has(name),
    fingerprint: (name) => fingerprints.get(name) ?? "",
    begin(facts, lang) {
      const budget: Budget = { steps: 0, depth: 0 };
      const globals = globalsFor(facts, budget, members.own);
      const rendering = { templates, filters, setting: { facts, lang }, globals, members, budget };
      return {
        lenient: members.own,
        render(name, variables) {
          const template = templates.get(name);
          if (template === undefined) throw new ProblemError(notFound(name, templates));
          return guarded(template.template, () => renderTemplate(template, variables, rendering));
        },
      };
    },
  };
}

/** One of ours, which is known to be right. */
function late(template: Template, make: () => CompiledTemplate): CompiledTemplate {
  let made: CompiledTemplate | null = null;
  const get = () => {
    made ??= make();
    return made;
  };
  return {
    name: template.name,
    template,
    get root() {
      return get().root;
    },
    get blocks() {
      return get().blocks;
    },
  };
}

function notFound(name: string, templates: ReadonlyMap<string, CompiledTemplate>): Problem {
  return { severity: "error", code: "template/not-found", ...missing(name, templates) };
}

/**
 * Every template of ours has a second name, `theme/…`, by which the one that takes its place can extend it. Where nobody
 * asks for one by it, and no name is made at run time, these are not read a second time.
 */
function surveyNeeded(templates: readonly Template[]): ReturnType<typeof surveyAll> {
  const isSecond = ({ name, path }: Template) => name.startsWith("theme/") && path !== `templates/${name}`;
  const first = surveyAll(templates.filter((template) => !isSecond(template)));
  const mentions = [...first.surveys.values()].flatMap((each) => each.mentions);
  if (mentions.every(({ name }) => name !== null && !name.startsWith("theme/"))) return first;
  const second = surveyAll(templates.filter(isSecond));
  return {
    surveys: new Map([...first.surveys, ...second.surveys]),
    problems: [...first.problems, ...second.problems],
  };
}

/** Trees, problems first: those that could be read are surveyed, the others are told. */
function surveyAll(templates: readonly Template[]): { surveys: Map<string, Survey>; problems: Problem[] } {
  const surveys = new Map<string, Survey>();
  const problems: Problem[] = [];
  for (const template of templates) {
    try {
      surveys.set(template.name, survey(template, treeOf(template)));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { surveys, problems };
}

/** A file that was cut off would take the place of ours all the same, and leave pages with nothing on them. */
function isLeftEmpty({ name, text, replacesOurs }: Template): boolean {
  return replacesOurs === true && !name.includes("/") && text.trim() === "";
}

const nothingToShow = ({ name, path: file }: Template): Problem => ({
  severity: "error",
  code: "template/empty",
  file,
  message: `There is nothing in ${file}, which takes the place of our \`${name}\`: its pages would be empty.`,
  hint: "write what they show, or remove the file to have ours.",
});

/** A text that nests deeper than the stack is a mistake of its author and no bug of ours. */
function guarded<T>(template: Template, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ProblemError(
      problemAt(
        template,
        { line: 1, column: 1, length: 1 },
        {
          severity: "error",
          code: "template/too-deep",
          message: "This template nests too deeply, or makes a text too long, to be rendered.",
        },
      ),
    );
  }
}

/** Of each template: the texts of whatever it can reach. */
function fingerprintsOf(surveys: ReadonlyMap<string, Survey>): ReadonlyMap<string, string> {
  const components = [...surveys.keys()].filter((name) => name.startsWith("components/"));
  return new Map(
    [...surveys.keys()].map((name) => {
      const reached = new Set<string>();
      const waiting = [name, ...components];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const found = surveys.get(next);
        if (found === undefined || reached.has(next)) continue;
        reached.add(next);
        for (const { name: named } of found.mentions) waiting.push(...(named === null ? surveys.keys() : [named]));
      }
      const texts = [...reached].sort().map((each) => `${each} ${surveys.get(each)?.template.text}`);
      return [name, hash(texts.join("\0"))];
    }),
  );
}

/** Parts that no page can reach, as when a site's template took the place of the one that included them. */
function idleParts(surveys: ReadonlyMap<string, Survey>): ReadonlySet<string> {
  const isPart = (name: string) => name.startsWith("parts/");
  const reached = new Set<string>();
  const waiting = [...surveys.keys()].filter((name) => !isPart(name));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    for (const { name } of surveys.get(next)?.mentions ?? [])
      waiting.push(...(name === null ? surveys.keys() : [name]));
  }
  return new Set([...surveys.keys()].filter((name) => !reached.has(name)));
}

function asFilter([name, filter]: readonly [string, PluginFilter]): readonly [string, Filter] {
  return [name, ({ value, args }) => filter(value, ...args)];
}

function byPlace(one: Problem, other: Problem): number {
  const [a, b] = [one.file ?? "", other.file ?? ""];
  return a < b ? -1 : a > b ? 1 : (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);
}
