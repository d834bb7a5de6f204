/** Where to deploy to: what was typed, else what `site.yml` says. */
import os from "node:os";
import path from "node:path";
import { ProblemError } from "../shared/problem.ts";
import { readConfig } from "../source/config.ts";
import { readOutputFolder } from "../source/output-folder.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";
import { usage } from "./parse.ts";
import { withoutSecrets } from "./run-program.ts";

export type Target = {
  readonly kind: "git" | "rsync";
  readonly repository: string;
  readonly branch: string;
  /** As a person calls it. */
  readonly where: string;
};

export function targetOf({ words, flags }: Call): Target {
  const root = path.resolve(words[0] ?? ".");
  const { deploy, posts } = readConfig(root, {}).settings;
  const typed = { git: flagValue(flags, "git"), rsync: flagValue(flags, "rsync") };
  const isTyped = typed.git !== undefined || typed.rsync !== undefined;
  const { git, rsync } = inHome(isTyped ? typed : deploy);
  const branch = flagValue(flags, "branch") ?? deploy.branch;
  // An address that begins with a dash would be read as an option of the program it is given to.
  for (const word of [git, rsync]) if (word.startsWith("-")) throw badTarget(word);
  if (git !== "" && rsync !== "") throw twoTargets(isTyped ? "The command" : "site.yml");
  if (git !== "") {
    if (!isBranch(branch)) throw badBranch(branch);
    return { kind: "git", repository: localPath(root, git), branch, where: `${withoutSecrets(git)}, branch ${branch}` };
  }
  if (rsync !== "") {
    refuseFolder(rsync, { root, posts });
    return { kind: "rsync", repository: rsync, branch, where: withoutSecrets(rsync) };
  }
  throw new ProblemError({
    severity: "error",
    code: "config/no-deploy",
    message: "Neither the command nor site.yml says where to deploy to.",
    hint: "write `deploy: { git: git@github.com:you/blog.git, branch: gh-pages }`, or `deploy: { rsync: you@host:/var/www/ }`.",
  });
}

/** A repository in a folder is seen from the project; anything with a colon is git's own to understand. */
function localPath(root: string, git: string): string {
  return /:/.test(git) ? git : path.resolve(root, git);
}

/** The rules of `git check-ref-format`, as far as anybody meets them. */
function isBranch(name: string): boolean {
  return name !== "" && !/[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|^[-/.]|\/\.|[/.]$|\.lock$/u.test(name);
}

/** The copy takes away whatever else is there, so a whole disk, a home or the sources are no place for it. */
function refuseFolder(rsync: string, project: { readonly root: string; readonly posts: string }): void {
  const [, host, remote = ""] = /^([^/:]+)::?(.*)$/s.exec(rsync) ?? [];
  if (host !== undefined) {
    if (/^(?:~|\.)?\/*$/.test(remote)) throw badFolder(`\`rsync\` is ${rsync}, all that somebody has there.`);
    return;
  }
  if (/^rsync:\/\//.test(rsync)) return;
  const read = readOutputFolder(rsync, project);
  if (!("value" in read)) throw badFolder(read.message.replace("`out`", "`rsync`"));
  if (`${os.homedir()}/`.startsWith(`${read.value}/`)) throw badFolder(`\`rsync\` is ${rsync}, a home.`);
}

/** What a shell does with a first `~`, since none is asked here. */
function inHome({ git = "", rsync = "" }: { readonly git?: string | undefined; readonly rsync?: string | undefined }) {
  const expanded = (word: string) => word.replace(/^~(?=\/|$)/, os.homedir());
  return { git: expanded(git), rsync: expanded(rsync) };
}

function twoTargets(who: string): ProblemError {
  return usage("two-targets", {
    message: `${who} names a git repository and a place for rsync.`,
    hint: "leave one of them out.",
  });
}

function badTarget(word: string): ProblemError {
  return usage("bad-target", { message: `${word} is no place to deploy to.`, hint: "write an address or a folder." });
}

function badBranch(name: string): ProblemError {
  return usage("bad-branch", {
    message: `\`${name}\` is no name of a branch.`,
    hint: "write one such as gh-pages.",
  });
}

function badFolder(message: string): ProblemError {
  return usage("bad-target", {
    message: `${message.replace(/\.$/, "")}: rsync would take away whatever is not part of the site.`,
    hint: "name the folder that the site is served from, such as you@host:/var/www/blog/.",
  });
}
