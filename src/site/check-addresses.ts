import type { Post, Problem, SourceFile, SourcePath } from "../model.ts";
import { foldAddress } from "../shared/address.ts";
import { onceClean } from "../shared/once.ts";
import { problemAt } from "../shared/problem.ts";

/** Something that wants to be written: a page, an asset, a feed. */
export type Claim = {
  readonly file: string;
  readonly url: string;
  /** The post or asset it comes from, or words such as "the tags index". */
  readonly source: string;
  /** The file to blame, if a file asks for it. */
  readonly path: SourcePath | null;
  /** True for the redirect pages of `aliases`. */
  readonly alias: boolean;
};

type FindPost = (
  path: SourcePath,
) => { readonly post: Pick<Post, "aliases" | "at">; readonly source: SourceFile } | undefined;

/**
 * Two outputs at one address are an error that names both: on a disk that folds case or Unicode forms one would
 * overwrite the other, a file cannot stand where another needs a folder, and of two files a host sends one.
 */
export function checkAddresses(claims: readonly Claim[], postOf: FindPost): readonly Problem[] {
  return unlessClean(
    claims.flatMap(({ file, url }) => [file, url]),
    () => clashes(claims, postOf),
  );
}

const unlessClean = onceClean();

function clashes(claims: readonly Claim[], postOf: FindPost): readonly Problem[] {
  const problems: Problem[] = [];
  const byFile = new Map<string, Claim>();
  const byFolder = new Map<string, Claim>();
  const byUrl = new Map<string, Claim>();
  for (const claim of claims) {
    const key = foldAddress(claim.file);
    // `/a.png` may be the picture a.png and the page a.png.html.
    const rival = byFile.get(key) ?? byUrl.get(claim.url);
    byUrl.set(claim.url, claim);
    if (rival !== undefined) problems.push(clash(rival, claim, postOf));
    else byFile.set(key, claim);
    for (let end = key.lastIndexOf("/"); end > 0; end = key.lastIndexOf("/", end - 1)) {
      const folder = key.slice(0, end);
      if (byFolder.has(folder)) break;
      byFolder.set(folder, claim);
    }
  }
  for (const [folder, claim] of byFolder) {
    const file = byFile.get(folder);
    if (file !== undefined) problems.push(clash(file, claim, postOf));
  }
  return problems;
}

function clash(first: Claim, second: Claim, postOf: FindPost): Problem {
  // The problem stands where a person would mend it: at an alias, at a permalink somebody wrote, at a post.
  const [blamed, other] = blameOf(first, postOf) > blameOf(second, postOf) ? [first, second] : [second, first];
  const words = {
    severity: "error" as const,
    code: "page/same-address",
    message:
      first.url === second.url
        ? `Two outputs would have the address ${first.url}: ${named(blamed)} and ${named(other)}.`
        : first.file === second.file
          ? `Two outputs would be the file ${first.file}: ${named(blamed)} and ${named(other)}.`
          : `Two outputs cannot stand side by side on every disk: ${named(blamed)} at ${blamed.url} and ${named(other)} at ${other.url}.`,
    hint: hintFor(blamed, postOf),
  };
  const related = other.path === null ? [] : [{ file: other.path }];
  const found = postOf(blamed.source);
  if (found === undefined) return { ...words, ...(blamed.path === null ? {} : { file: blamed.path }), related };
  const { post, source } = found;
  const position = (blamed.alias ? post.aliases.find((alias) => alias.file === blamed.file)?.at : undefined) ??
    post.at.permalink ??
    post.at.slug ?? { line: 1, column: 1, length: 3 };
  return { ...problemAt(source, position, words), related };
}

function hintFor(blamed: Claim, postOf: FindPost): string {
  if (blamed.alias) return "take this address out of `aliases`, or move what is there.";
  if (blamed.path === null || postOf(blamed.source) !== undefined)
    return "give one of them another `permalink` or `slug`.";
  return "rename the file, or move it.";
}

function blameOf(claim: Claim, postOf: FindPost): number {
  const at = postOf(claim.source)?.post.at;
  // A file that is copied can be moved; of what is made here nobody can be told to.
  if (at === undefined) return claim.path === null ? 0 : 0.5;
  return claim.alias ? 3 : at.permalink !== undefined || at.slug !== undefined ? 2 : 1;
}

function named(claim: Claim): string {
  return claim.alias ? `the \`aliases\` of ${claim.source}` : claim.source;
}
