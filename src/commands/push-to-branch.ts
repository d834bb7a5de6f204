import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ProblemError } from "../shared/problem.ts";
import { runProgram } from "./run-program.ts";

type Push = { readonly folder: string; readonly repository: string; readonly branch: string };

/**
 * Makes a branch hold exactly the files of a folder, as one commit on top of what it held; answers the commit, or `null`
 * when it held them already. The folder itself gets no `.git`, and the project's own repository is not touched.
 */
export function pushToBranch({ folder, repository, branch }: Push): string | null {
  const own = fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-deploy-"));
  const ref = `refs/heads/${branch}`;
  try {
    const git = (...words: readonly string[]) =>
      runProgram("git", ["-c", "core.autocrlf=false", "-c", "core.excludesFile=", ...words], {
        cwd: folder,
        environment: {
          GIT_DIR: own,
          GIT_WORK_TREE: folder,
          GIT_INDEX_FILE: path.join(own, "index"),
          ...identity(folder),
        },
      });
    git("init", "--quiet");
    const there = git("ls-remote", "--", repository, ref) !== "";
    if (there) git("fetch", "--quiet", "--depth=1", "--", repository, ref);
    const parent = there ? git("rev-parse", "FETCH_HEAD") : null;
    const held = parent === null ? [] : git("ls-tree", "--name-only", parent).split("\n");
    const sources = held.find((file) => isOfSources(file) && !fs.existsSync(path.join(folder, file)));
    if (sources !== undefined) throw branchOfSources(branch, sources);
    git("add", "--all", "--force", "--", ".");
    const tree = git("write-tree");
    if (parent !== null && git("rev-parse", `${parent}^{tree}`) === tree) return null;
    const commit = git("commit-tree", tree, ...(parent === null ? [] : ["-p", parent]), "-m", "Publish the site");
    git("push", "--quiet", "--", repository, `${commit}:${ref}`);
    return commit;
  } finally {
    fs.rmSync(own, { recursive: true, force: true });
  }
}

/** What lies at the top of a blog's sources, and of no site. */
function isOfSources(file: string): boolean {
  return /^(?:site\.yml|_config\.yml|hugo\.(?:toml|ya?ml))$/.test(file);
}

/** The site would take the place of everything in it. */
function branchOfSources(branch: string, file: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "deploy/branch-of-sources",
    message: `The branch ${branch} has ${file} in it: it holds the sources of a blog, and a site would take their place.`,
    hint: "deploy to a branch of its own, such as gh-pages.",
  });
}

/** Machines that publish often have no name; people's own is kept. */
function identity(cwd: string): Readonly<Record<string, string>> {
  try {
    if (runProgram("git", ["config", "user.email"], { cwd }) !== "") return {};
  } catch {}
  return {
    GIT_AUTHOR_NAME: "Inkstone",
    GIT_AUTHOR_EMAIL: "inkstone@localhost",
    GIT_COMMITTER_NAME: "Inkstone",
    GIT_COMMITTER_EMAIL: "inkstone@localhost",
  };
}
