/**
 * What a case of `test/data/bad-inputs.json` says, and which of them are tried. A case's site has one good post and a
 * `site.yml` of title and url beside what the case names; `must` and `must_not` are words, put into code in
 * `aftermath.ts` and, for cases told in steps, in `stories/`.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

export type CaseFile = string | { readonly symlink: string };

export type Case = {
  readonly id: string;
  readonly kind: "post" | "config" | "template" | "cli" | "fs" | "http";
  readonly path?: string;
  readonly content?: string;
  readonly content_base64?: string;
  readonly content_repeat?: {
    readonly prefix: string;
    readonly unit: string;
    readonly times: number;
    readonly suffix: string;
  };
  readonly files?: Readonly<Record<string, CaseFile>>;
  readonly steps?: readonly string[];
  readonly must?: readonly string[];
  readonly must_not?: readonly string[];
  readonly exit?: number | string;
  readonly exit_any?: readonly number[];
  readonly expected: "ok" | "warning" | "error";
  readonly message_must_mention: readonly string[];
  readonly limit_s?: number;
  readonly strict?: string;
  /** Waits for a part of the tool that does not exist yet. */
  readonly later?: string;
  readonly with?: string;
};

const file = path.join(import.meta.dirname, "../data/bad-inputs.json");
const all = JSON.parse(readFileSync(file, "utf8")) as readonly Case[];

/** Everything but what needs the dev server or names a later part of the tool. */
export const cases: readonly Case[] = all.filter(
  (one) => one.kind !== "http" && !needsServer(one.id) && one.later === undefined && isThere(one.with),
);

export function caseOf(id: string): Case {
  const found = cases.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no case ${id}.`);
  return found;
}

/** Parts of the tool that some cases are about. */
function isThere(part: string | undefined): boolean {
  return part === undefined || part === "the store between builds";
}

function needsServer(id: string): boolean {
  return id.startsWith("watch-") || id === "cli-port-in-use" || id === "cli-host-exposed";
}
