/**
 * What lies in the folders of pages and assets and is neither. In a blog of our own these folders hold nothing else; in
 * one that another generator left behind they may be the whole project, with everything that a project is made of.
 */
import fs from "node:fs";
import path from "node:path";
import type { Settings, SourcePath } from "../model.ts";

export type Project = { readonly root: string; readonly out: string };

/** Asked of every file and folder that is met below `folder`; what is left out is not looked into. */
export function leaveOut(folder: SourcePath, settings: Settings, project: Project): (path: SourcePath) => boolean {
  const { posts, collections, pages, assets, deployed, exclude, include, compat } = settings;
  const elsewhere = new Set(
    [posts, ...collections.map((one) => one.folder), pages, assets, "templates", "data", deployed]
      .filter((other) => other !== folder && !(other === "data" && compat !== null))
      .concat(relativeTo(project)),
  );
  const excluded = exclude.map(matcher);
  const included = include.map(matcher);
  return (file) => {
    const below = folder === "" ? file : file.slice(folder.length + 1);
    const name = path.posix.basename(file);
    if (elsewhere.has(file)) return true;
    // What is below it is asked for by its own name.
    if (included.some((matches) => matches(name))) return false;
    return (
      (folder === "" && isWorkshop(below)) ||
      (compat !== null && compat !== "hugo" && name.startsWith("_") && !forHosts.has(name)) ||
      excluded.some((matches) => matches(below) || matches(file))
    );
  };
}

const forHosts = new Set(["_headers", "_redirects"]);

/** The output folder, if it is in the project. */
function relativeTo({ root, out }: Project): readonly string[] {
  const seen = path.relative(fs.realpathSync(root), out).replaceAll("\\", "/");
  return seen.startsWith("..") || path.isAbsolute(seen) ? [] : [seen];
}

const workshop =
  /^(?:node_modules|vendor|bower_components|scaffolds|themes|archetypes|layouts|resources|script|scripts|site\.yml|(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|Gemfile|Rakefile|Makefile|Guardfile|Procfile|Dockerfile|Vagrantfile|Thorfile|[Gg]ulpfile|[Gg]runtfile)(?:\..*)?|.*\.(?:gemspec|lock|toml|ya?ml|rb|sh|bat|ps1|py|conf|config\.[cm]?js)|package(?:-lock)?\.json|[jt]sconfig\.json|composer\.json|bower\.json)$/;

/** At the top of a project: what it is made with. */
function isWorkshop(below: string): boolean {
  return !below.includes("/") && workshop.test(below);
}

/** `drafts/**`, `*.psd`, and a plain name, which means everything below it, too. */
export function matcher(pattern: string): (file: string) => boolean {
  const plain = pattern.replace(/^\.?\/+/, "").replace(/\/+$/, "");
  const source = plain
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) => {
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      return part.startsWith("**") ? ".*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    })
    .join("");
  const expression = new RegExp(`^${source}(?:/|$)`, "u");
  return (file) => plain !== "" && expression.test(file);
}
