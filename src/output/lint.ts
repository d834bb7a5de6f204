/** Would a host take this folder as it is? Limits are those of the hosts that most blogs are on. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Problem } from "../model.ts";

const most = { files: 20_000, fileBytes: 25 * 2 ** 20, siteBytes: 2 ** 30, redirects: 2_000 };

export function lintForHosts(folder: string): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (severity: Problem["severity"], message: string, hint: string) =>
    problems.push({ severity, code: "deploy/lint", message, hint });
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files: { readonly file: string; readonly bytes: number; readonly mode: number }[] = [];
  for (const entry of entries) {
    const full = join(entry.parentPath, entry.name);
    const file = relative(folder, full).replaceAll("\\", "/");
    if (file === ".git" || file.startsWith(".git/")) continue;
    const { size, mode } = lstatSync(full);
    if (entry.isFile()) files.push({ file, bytes: size, mode });
    else if (!entry.isDirectory())
      say("error", `${file} is a link or a device, which hosts refuse.`, "put the file itself there.");
  }
  const has = (name: string) => files.some(({ file }) => file === name);
  if (!has("index.html")) say("error", "There is no index.html.", "build the site first.");
  if (files.length > most.files)
    say(
      "warning",
      `There are ${files.length} files; Cloudflare Pages takes ${most.files}.`,
      "choose a host that takes more.",
    );
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > most.siteBytes)
    say("warning", "The site is larger than 1 GB, the limit of GitHub Pages.", "move films and archives elsewhere.");
  for (const { file, bytes: size, mode } of files) {
    if (size > most.fileBytes)
      say(
        "warning",
        `${file} is larger than 25 MiB, the limit of Cloudflare Pages.`,
        "make it smaller, or keep it elsewhere.",
      );
    if (/[#?:]/.test(file))
      say("warning", `${file} has a sign in its name that addresses read otherwise.`, "rename it.");
    if (/(?:^|\/)[^/]+\.(?:tmp|swp|lock|new)$|~$/.test(file))
      say("error", `${file} is a temporary file.`, "remove it.");
    if (process.platform !== "win32" && (mode & 0o004) === 0)
      say("warning", `${file} may not be read by everybody.`, "set `umask 022` and build again.");
  }
  const underscored = files.find(({ file }) => /(?:^|\/)_/.test(file) && !/^_(?:headers|redirects)$/.test(file));
  if (underscored !== undefined && !has(".nojekyll"))
    say(
      "warning",
      `GitHub Pages leaves out ${underscored.file}, since its name begins with _.`,
      "put an empty .nojekyll beside it.",
    );
  const redirects = has("_redirects") ? readFileSync(join(folder, "_redirects"), "utf8").split("\n").length - 1 : 0;
  if (redirects > most.redirects)
    say(
      "warning",
      `There are ${redirects} redirects; Cloudflare Pages takes ${most.redirects}.`,
      "let the host redirect by a rule.",
    );
  return problems;
}
