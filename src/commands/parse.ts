import { parseArgs } from "node:util";
import { nearest } from "../shared/nearest.ts";
import type { Problem } from "../shared/problem.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Command } from "./command.ts";
import type { Flags } from "./flags.ts";

export type Parsed = { readonly words: readonly string[]; readonly flags: Flags };

const aliases: ReadonlyMap<string, string> = new Map([["serve", "dev"]]);

/** What other generators call it. */
const elsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    server: "dev",
    s: "dev",
    start: "dev",
    watch: "dev",
    generate: "build",
    g: "build",
    doctor: "check",
  }),
);

/** The command that is meant; throws when there is none of that name. */
export function findCommand(name: string, commands: readonly Command[]): Command {
  const command = commands.find((known) => known.name === (aliases.get(name) ?? name));
  if (command !== undefined) return command;
  const names = commands.map((known) => known.name);
  const near = elsewhere.get(name) ?? nearest(name, names);
  throw usage("unknown-command", {
    message: `There is no command \`${name}\`.`,
    hint: near === null ? `the commands are ${names.join(", ")}; see inkstone --help.` : `did you mean \`${near}\`?`,
  });
}

/** What follows the command's name. Throws everything that is wrong with it. */
export function parseCall(command: Command, given: readonly string[]): Parsed {
  const { tokens } = parseArgs({
    args: withEmptyValues(command, given),
    options: Object.fromEntries(command.flags.map((flag) => [flag.name, optionOf(flag)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const flags: Record<string, string | true> = {};
  const problems: Problem[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const flag = command.flags.find((known) => known.name === token.name);
    if (flag === undefined) problems.push(unknownFlag(token.rawName, command));
    else if (flag.value === undefined && token.value !== undefined) problems.push(needless(flag.name, token.value));
    else if (flag.value === undefined || (flag.optional && token.value === "")) flags[flag.name] = true;
    else if (token.value === undefined || isNextFlag(token)) problems.push(missing(flag.name, flag.value));
    else flags[flag.name] = token.value;
  }
  if (flags.help === undefined) problems.push(...wrongWords(command, words));
  if (problems.length > 0) throw new ProblemError(...problems);
  return { words, flags };
}

/** `--host` with nothing behind it is `--host=`, so that what follows is not taken for its value. */
function withEmptyValues(command: Command, given: readonly string[]): string[] {
  const optional = new Set(command.flags.filter((flag) => flag.optional).map((flag) => `--${flag.name}`));
  return given.map((word, at) => {
    const next = given[at + 1];
    return optional.has(word) && (next === undefined || next.startsWith("-")) ? `${word}=` : word;
  });
}

function optionOf(flag: Command["flags"][number]) {
  const type = flag.value === undefined ? ("boolean" as const) : ("string" as const);
  return flag.short === undefined ? { type } : { type, short: flag.short };
}

/** `--out --drafts`: the value was forgotten. `--out=-x` is meant. */
function isNextFlag(token: {
  readonly inlineValue?: boolean | undefined;
  readonly value?: string | undefined;
}): boolean {
  return token.inlineValue !== true && token.value?.startsWith("-") === true;
}

function unknownFlag(written: string, command: Command): Problem {
  const names = command.flags.map((flag) => `--${flag.name}`);
  const near = nearest(written, names);
  return problem("unknown-flag", {
    message: `\`inkstone ${command.name}\` has no flag \`${written}\`.`,
    hint: near === null ? `see inkstone ${command.name} --help.` : `did you mean \`${near}\`?`,
  });
}

function needless(name: string, value: string): Problem {
  return problem("needless-value", {
    message: `\`--${name}\` takes no value, but was given \`${value}\`.`,
    hint: `write just --${name}, or leave it out.`,
  });
}

function missing(name: string, value: string): Problem {
  return problem("missing-value", {
    message: `\`--${name}\` needs a value.`,
    hint: `write --${name} ${value}.`,
  });
}

function wrongWords(command: Command, words: readonly string[]): readonly Problem[] {
  const needed = command.words.filter((word) => !word.startsWith("["));
  const form = `inkstone ${[command.name, ...command.words].join(" ")}`;
  if (words.length < needed.length) {
    return [
      problem("missing-word", {
        message: `\`inkstone ${command.name}\` needs a ${needed[words.length]}.`,
        hint: `write ${form}.`,
      }),
    ];
  }
  if (words.length <= command.words.length) return [];
  const extra = words.slice(command.words.length).map((word) => `\`${word}\``);
  return [
    problem("extra-word", {
      message: `\`inkstone ${command.name}\` does not know what to do with ${extra.join(", ")}.`,
      hint: `write ${form}; put what contains a blank in quotes.`,
    }),
  ];
}

type Words = { readonly message: string; readonly hint: string };

function problem(code: string, words: Words): Problem {
  return { severity: "error", code: `usage/${code}`, ...words };
}

export function usage(code: string, words: Words): ProblemError {
  return new ProblemError(problem(code, words));
}
