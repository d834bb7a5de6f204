import type { Template } from "../../model.ts";
import { ProblemError } from "../../shared/problem.ts";
import type { FilterCall, FilterTable } from "../filters/filter.ts";
import { type Budget, deepestCall, endless, mostSteps, tooDeep } from "./budget.ts";
import { missing } from "./check-mentions.ts";
import { Frame } from "./frame.ts";
import type { Members } from "./members.ts";
import { type AnyFunction, makeKeywordArgs, makeMacro } from "./nunjucks.ts";
import { add, concat, contains, loop, rows } from "./operators.ts";
import { blame, type Place, wordsOf } from "./place.ts";
import { printHtml, printText, printXml } from "./print.ts";
import { markSafe, SafeText } from "./safe-text.ts";
import { resolveName } from "./survey.ts";
import { tests } from "./tests.ts";

type Section = (context: Context, frame: Frame, runtime: Runtime) => string;

export type CompiledTemplate = {
  readonly name: string;
  readonly template: Template;
  readonly root: Section;
  readonly blocks: ReadonlyMap<string, Section>;
};

type Variables = Record<string, unknown>;

/** The variables of one template, and its family: itself, its parent, the parent's parent. */
type Context = {
  readonly variables: Variables;
  readonly family: CompiledTemplate[];
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

type Self = { readonly name: string; readonly section: Section };
type Named = { readonly name: unknown; readonly place: Place };
type Runtime = ReturnType<typeof createRuntime>;

/** What generated code calls. Every call that can fail brings its place. */
function createRuntime(base: Variables, { templates, filters, setting, members, budget }: Rendering) {
  const step = (place: Place): void => {
    if (++budget.steps > mostSteps) blame(place, endless);
  };
  const descend = (place: Place): void => {
    step(place);
    if (++budget.depth > deepestCall) blame(place, tooDeep);
  };
  const renderInside = (template: CompiledTemplate, context: Context, frame: Frame, place: Place): string => {
    descend(place);
    frame.topLevel = true;
    const text = template.root(context, frame, runtime);
    budget.depth--;
    return text;
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
    fixed: { ...base },
    member: members.member,
    ask: members.ask,
    method(target: unknown, key: unknown, args: readonly unknown[], place: Place): unknown {
      descend(place);
      const result = guarded(place, () => members.method(target, key, args, place));
      budget.depth--;
      return result;
    },
    call(callee: unknown, args: readonly unknown[], place: Place): unknown {
      if (typeof callee !== "function") {
        const message = `\`${wordsOf(place.node)}\` is not a function.`;
        return blame(place, { code: "template/not-a-function", message });
      }
      descend(place);
      const result: unknown = guarded(place, () => (callee as AnyFunction)(...args));
      budget.depth--;
      return result;
    },
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
    contextOrFrameLookup(context: Context, frame: Frame, name: string): unknown {
      const value = frame.lookup(name);
      return value === undefined ? context.variables[name] : value;
    },

    // -- output
    printHtml,
    printXml,
    printText,
    markSafe,
    SafeString: SafeText,

    // -- loops and macros
    step,
    rows,
    loop,
    makeMacro,
    makeKeywordArgs,
    Frame,

    // -- other templates
    include(context: Context, frame: Frame, what: Named & { readonly optional: boolean }): string {
      const isThere = typeof what.name === "string" && templates.has(resolveName(what.name, what.place.template.name));
      if (what.optional && !isThere) return "";
      const template = find(what);
      const inside = openContext(template, context.variables);
      return renderInside(template, inside, frame.push(true), what.place);
    },
    exports(context: Context, frame: Frame, what: Named & { readonly withContext: boolean }): Variables {
      const template = find(what);
      const inside = openContext(template, what.withContext ? context.variables : base);
      renderInside(template, inside, what.withContext ? frame.push() : new Frame(), what.place);
      return Object.fromEntries(inside.exported.map((name) => [name, inside.variables[name]]));
    },
    extend(context: Context, name: unknown, place: Place): CompiledTemplate {
      const parent = find({ name, place });
      if (context.family.push(parent) > deepestCall) blame(place, tooDeep);
      return parent;
    },
    block(context: Context, frame: Frame, name: string): string {
      const youngest = context.family.find(({ blocks }) => blocks.has(name));
      return youngest?.blocks.get(name)?.(context, frame, runtime) ?? "";
    },
    superBlock(context: Context, frame: Frame, self: Self, place: Place): SafeText | "" {
      const at = context.family.findIndex(({ blocks }) => blocks.get(self.name) === self.section);
      const older = context.family.slice(at + 1).find(({ blocks }) => blocks.has(self.name));
      if (older !== undefined) return markSafe(older.blocks.get(self.name)?.(context, frame, runtime) ?? "");
      const message = `\`super()\` asks for the block \`${self.name}\` of a parent, and no parent has one.`;
      return blame(place, { code: "template/no-parent-block", message });
    },
  };
  return runtime;
}

/** Variables of its own before those it was given: what a template sets stays in it. */
function openContext(template: CompiledTemplate, outer: Variables): Context {
  const variables: Variables = Object.create(outer);
  const exported: string[] = [];
  return {
    variables,
    exported,
    family: [template],
    setVariable: (name, value) => {
      variables[name] = value;
    },
    addExport: (name) => {
      exported.push(name);
    },
  };
}

function topFrame(frame: Frame): Frame {
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
