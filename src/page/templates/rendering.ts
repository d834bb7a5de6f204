import type { Template } from "../../model.ts";
import { ProblemError } from "../../shared/problem.ts";
import type { FilterCall, FilterTable } from "../filters/filter.ts";
import { type Budget, deepestCall, endless, mostSteps, tooDeep } from "./budget.ts";
import { missing } from "./check-mentions.ts";
import type { Members } from "./members.ts";
import {
  type AnyFunction,
  Frame,
  makeKeywordArgs,
  makeMacro,
  markSafe,
  type RunFrame,
  SafeString,
} from "./nunjucks.ts";
import { add, concat, contains, loop, rows } from "./operators.ts";
import { blame, type Place, wordsOf } from "./place.ts";
import { printHtml, printText, printXml } from "./print.ts";
import { resolveName } from "./survey.ts";
import { tests } from "./tests.ts";

type Section = (context: Context, frame: RunFrame, runtime: Runtime) => string;

export type CompiledTemplate = {
  readonly name: string;
  readonly template: Template;
  readonly root: Section;
  readonly blocks: readonly (readonly [name: string, section: Section])[];
};

type Variables = Record<string, unknown>;

/** The variables of one template, with the blocks of its family: the youngest's first. */
type Context = {
  readonly variables: Variables;
  readonly blocks: Map<string, Section[]>;
  readonly exported: string[];
  setVariable(name: string, value: unknown): void;
  addExport(name: string): void;
};

export type Rendering = {
  readonly templates: ReadonlyMap<string, CompiledTemplate>;
  readonly filters: FilterTable;
  readonly setting: Pick<FilterCall, "facts" | "lang">;
  readonly globals: Readonly<Variables>;
  readonly members: Members;
  readonly budget: Budget;
};

/** Renders one template to its text: a page, or a component within one. */
export function renderTemplate(
  template: CompiledTemplate,
  variables: Readonly<Variables>,
  rendering: Rendering,
): string {
  const base: Variables = Object.assign(Object.create(null), rendering.globals, variables);
  const runtime = createRuntime(base, rendering);
  return template.root(openContext(template, base), topFrame(new Frame()), runtime);
}

type Named = { readonly name: unknown; readonly place: Place };
type Runtime = ReturnType<typeof createRuntime>;

/** What generated code calls. Every call that can fail brings its place. */
function createRuntime(base: Variables, { templates, filters, setting, members, budget }: Rendering) {
  const step = (place: Place): void => {
    if (++budget.steps > mostSteps) blame(place, endless);
  };
  const deeper = <T>(place: Place, run: () => T): T => {
    step(place);
    if (++budget.depth > deepestCall) blame(place, tooDeep);
    const result = guarded(place, run);
    budget.depth--;
    return result;
  };
  const find = ({ name, place }: Named): CompiledTemplate => {
    const resolved = typeof name === "string" ? resolveName(name, place.template.name) : String(name);
    return templates.get(resolved) ?? blame(place, { code: "template/not-found", ...missing(resolved, templates) });
  };
  const test = (name: string, value: unknown, args: readonly unknown[]): boolean => {
    const found = tests.get(name);
    if (found === undefined) throw new Error(`There is no test \`${name}\`.`);
    return found(value, args);
  };

  const runtime = {
    // -- values
    member: members.member,
    ask: members.ask,
    method: (target: unknown, key: unknown, args: readonly unknown[], place: Place) =>
      deeper(place, () => members.method(target, key, args, place)),
    call: (callee: unknown, args: readonly unknown[], place: Place) =>
      typeof callee === "function"
        ? deeper(place, () => (callee as AnyFunction)(...args))
        : blame(place, {
            code: "template/not-a-function",
            message: `\`${wordsOf(place.node)}\` is not a function.`,
          }),
    filter(name: string, [value, ...rest]: readonly unknown[], place: Place): unknown {
      const { args, named } = splitNamed(rest);
      const member = (target: unknown, key: unknown) => members.member(target, key, place);
      const filter = filters.get(name);
      return guarded(place, () => filter?.({ value, args, named, member, test, lenient: members.own, ...setting }));
    },
    test,
    contains,
    add,
    concat,
    ownList: members.own,
    ownMap: members.own,
    contextOrFrameLookup(context: Context, frame: RunFrame, name: string): unknown {
      const value = frame.lookup(name);
      return value === undefined ? context.variables[name] : value;
    },

    // -- output
    printHtml,
    printXml,
    printText,
    markSafe,
    SafeString,

    // -- loops and macros
    step,
    rows,
    loop,
    makeMacro,
    makeKeywordArgs,
    Frame,

    // -- other templates
    include(context: Context, frame: RunFrame, what: Named & { readonly optional: boolean }): string {
      const isThere =
        typeof what.name === "string" && templates.has(resolveName(what.name, what.place.template.name));
      if (what.optional && !isThere) return "";
      const template = find(what);
      const inside = openContext(template, context.variables);
      return deeper(what.place, () => template.root(inside, topFrame(frame.push(true)), runtime));
    },
    exports(context: Context, frame: RunFrame, what: Named & { readonly withContext: boolean }): Variables {
      const template = find(what);
      const inside = openContext(template, what.withContext ? context.variables : base);
      const from = topFrame(what.withContext ? frame.push() : new Frame());
      deeper(what.place, () => template.root(inside, from, runtime));
      return Object.fromEntries(inside.exported.map((name) => [name, inside.variables[name]]));
    },
    extend(context: Context, name: unknown, place: Place): CompiledTemplate {
      const parent = find({ name, place });
      for (const [block, section] of parent.blocks) {
        const family = context.blocks.get(block) ?? [];
        if (family.push(section) > deepestCall) blame(place, tooDeep);
        context.blocks.set(block, family);
      }
      step(place);
      return parent;
    },
    block: (context: Context, frame: RunFrame, name: string): string =>
      context.blocks.get(name)?.[0]?.(context, frame, runtime) ?? "",
    superBlock(
      context: Context,
      frame: RunFrame,
      self: { readonly name: string; readonly section: Section },
      place: Place,
    ) {
      const family = context.blocks.get(self.name) ?? [];
      const older = family[family.indexOf(self.section) + 1];
      if (older !== undefined) return markSafe(older(context, frame, runtime));
      return blame(place, {
        code: "template/no-parent-block",
        message: `\`super()\` asks for the block \`${self.name}\` of a parent, and no parent has one.`,
      });
    },
  };
  return runtime;
}

/** Variables of its own before those it was given: what a template sets stays in it. */
function openContext({ blocks }: CompiledTemplate, outer: Variables): Context {
  const variables: Variables = Object.create(outer);
  const exported: string[] = [];
  return {
    variables,
    exported,
    blocks: new Map(blocks.map(([name, section]) => [name, [section]])),
    setVariable: (name, value) => {
      variables[name] = value;
    },
    addExport: (name) => {
      exported.push(name);
    },
  };
}

function topFrame(frame: RunFrame): RunFrame {
  frame.topLevel = true;
  return frame;
}

/** `(1, 2, end="…")`: nunjucks hands the named ones over as a marked last argument. */
function splitNamed(args: readonly unknown[]): { args: readonly unknown[]; named: Readonly<Variables> } {
  const last = args.at(-1);
  const isNamed = typeof last === "object" && last !== null && Object.hasOwn(last, "__keywords");
  return isNamed ? { args: args.slice(0, -1), named: last as Variables } : { args, named: {} };
}

/** An error that a filter or function throws becomes a problem at the place that called it. */
function guarded<T>(place: Place, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProblemError || !(error instanceof Error)) throw error;
    const { hint } = error as Error & { readonly hint?: string };
    if (error instanceof RangeError && /call stack/.test(error.message)) return blame(place, tooDeep);
    return blame(place, {
      code: "template/call-failed",
      message: `\`${wordsOf(place.node)}\` fails: ${error.message}`,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
