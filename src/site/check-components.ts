import type { ComponentCall, KnownPost, Problem, SourceFile, SourcePath, Template } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { once, onceClean } from "../shared/once.ts";
import { problemsIn } from "../shared/problem.ts";
import { hintFor } from "./check-layouts.ts";

/** What one component's template asks for; `null` where that cannot be told. */
type Asked = ReadonlySet<string> | null;
type Said = Pick<Problem, "code" | "message"> & { readonly hint: string };

/** Components that posts call and no template answers to, and arguments that none asks for: both would be lost. */
export function checkComponents(
  posts: readonly KnownPost[],
  templates: readonly Template[],
  sourceOf: (path: SourcePath) => SourceFile | undefined,
): readonly Problem[] {
  return unlessClean([...templates.map(({ hash }) => hash), ...posts.map(callsIn)], () => {
    const asked = askedBy(templates);
    return posts.flatMap((post) => {
      const problemAt = problemsIn(sourceOf(post.card.path) ?? { path: post.card.path, text: "" });
      return post.components
        .flatMap((call) => wrongWith(call, asked))
        .map(({ at, ...words }) => problemAt(at, { severity: "warning", ...words }));
    });
  });
}

const unlessClean = onceClean();
const callsIn = once(({ components }: KnownPost) =>
  JSON.stringify(components.map(({ name, kind, args }) => [name, kind, args?.map((arg) => arg.name)])),
);

const ASKS = /\bargs\.([\p{L}_][\p{L}\p{N}_]*)/gu;

/** By name of a component. The parts that it includes may ask, too. */
function askedBy(templates: readonly Template[]): ReadonlyMap<string, Asked> {
  const names = (text: string) => [...text.matchAll(ASKS)].flatMap(([, name]) => name ?? []);
  const ofParts = templates.filter(({ name }) => !name.startsWith("components/")).flatMap(({ text }) => names(text));
  return new Map(
    templates.flatMap(({ name, text }) => {
      const component = /^components\/(.*)\.njk$/.exec(name)?.[1];
      if (component === undefined) return [];
      const whole = /\bargs\b(?!\.[\p{L}_])/u.test(text);
      return [[component, whole ? null : new Set([...names(text), ...ofParts])] as const];
    }),
  );
}

function wrongWith(call: ComponentCall, known: ReadonlyMap<string, Asked>): readonly (Said & { at: ComponentCall })[] {
  const { name, args } = call;
  const asked = known.get(name);
  if (args === null) return asked === undefined ? [] : [{ at: call, ...notUnderstood(name) }];
  if (asked === undefined) return [{ at: call, ...notFound(name, [...known.keys()].sort()) }];
  if (asked === null) return [];
  const unknown = args
    .filter((arg) => !asked.has(arg.name))
    .map((arg) => ({ at: { ...call, ...arg }, ...notAsked(name, arg.name, asked) }));
  return [...unknown, ...(unknown.length > 0 ? [] : missing(call, asked).map((words) => ({ at: call, ...words })))];
}

const notFound = (name: string, known: readonly string[]): Said => ({
  code: "component/not-found",
  message: `There is no component \`${name}\`; it is left in the text as it stands.`,
  hint: hintFor(name, known, `templates/components/${name}.njk`),
});

const notUnderstood = (name: string): Said => ({
  code: "component/not-understood",
  message: `This looks like the component \`${name}\`, but cannot be read as one, so it is left in the text as it stands.`,
  hint: `between { and } stand \`name=word\` and \`name="some words"\`, and nothing after them.`,
});

function notAsked(component: string, name: string, asked: ReadonlySet<string>): Said {
  const near = nearest(name, asked);
  const list = asked.size === 0 ? "it asks for none." : `it asks for ${[...asked].sort().join(", ")}.`;
  return {
    code: "component/unknown-argument",
    message: `The component \`${component}\` does not ask for \`${name}\`, so it is not shown.`,
    hint: near === null ? list : `did you mean \`${near}\`?`,
  };
}

/** What a component is about: one that shows a file and is told of none shows nothing. */
const subjects = ["src", "file", "post"];

function missing({ name, kind, args }: ComponentCall, asked: ReadonlySet<string>): readonly Said[] {
  const wanted = subjects.filter((subject) => asked.has(subject));
  const told = args?.some((arg) => wanted.includes(arg.name)) ?? true;
  if (kind === "open" || wanted.length === 0 || told) return [];
  return [
    {
      code: "component/missing-argument",
      message: `The component \`${name}\` is not told its \`${wanted.join("` or `")}\`, so there is nothing to show.`,
      hint: `write ::${name}{${wanted[0]}="…"}.`,
    },
  ];
}
