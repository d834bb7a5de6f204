import type { Command, Flag } from "./command.ts";

const everywhere: readonly Flag[] = [
  { name: "quiet", short: "q", meaning: "Say only what is wrong." },
  { name: "json", meaning: "One JSON object a line, for other programs." },
  { name: "debug", meaning: "Show the trace if Inkstone itself fails." },
  { name: "help", short: "h", meaning: "Show this." },
];

const verbose: Flag = { name: "verbose", short: "v", meaning: "Show every problem in full, and what was written." };
const out: Flag = {
  name: "out",
  short: "d",
  value: "DIR",
  meaning: "Write to DIR, seen from the root (default: dist).",
};
const now: Flag = { name: "now", value: "ISO", meaning: "Take this for the present moment: 2014-12-01T20:30." };

const reading: readonly Flag[] = [
  { name: "drafts", short: "D", meaning: "Show drafts and unpublished posts, too; no page may be indexed then." },
  { name: "future", short: "F", meaning: "Show posts of the future, too; no page may be indexed then." },
  { name: "base", value: "PATH", meaning: "Base path of every address, such as /blog." },
  { name: "url", value: "URL", meaning: "Address of the site, over the one in site.yml." },
  now,
  { name: "no-cache", meaning: "Read everything anew." },
];

/** Every command, in the order in which the help names them. */
export const commands: readonly Command[] = [
  {
    name: "build",
    words: ["[root]"],
    meaning: "Build the blog in a folder (default: here).",
    flags: [
      out,
      ...reading,
      { name: "strict", meaning: "Publish nothing and exit with 3 if there is any warning." },
      { name: "keep-going", meaning: "Publish the posts that are right, though others are wrong; exit with 1." },
      { name: "dry-run", meaning: "Do everything but write." },
      { name: "force", meaning: "Overwrite files of others that stand in the way." },
      { name: "profile", meaning: "Say where the time went: by stage, the slowest posts and templates." },
      { name: "watch", short: "w", meaning: "Stay, and build again whenever something is saved." },
      verbose,
      ...everywhere,
    ],
    load: () => import("./build.ts"),
  },
  {
    name: "dev",
    words: ["[root]"],
    meaning: "Show the blog in the browser, always as it is on the disk; write nothing.",
    flags: [
      { name: "port", short: "p", value: "N", meaning: "The port (default: 4000, or the next one that is free)." },
      { name: "strict-port", meaning: "Take this port or none." },
      {
        name: "host",
        value: "ADDRESS",
        optional: true,
        meaning: "Let other machines in, on this address (default: on all).",
      },
      { name: "open", short: "o", meaning: "Open the browser." },
      ...reading,
      verbose,
      ...everywhere,
    ],
    load: () => import("./dev.ts"),
  },
  {
    name: "check",
    words: ["[root]"],
    meaning: "Check posts, templates and links; write nothing. Exits with 3 if there is any warning.",
    flags: [out, ...reading, verbose, ...everywhere],
    load: () => import("./check.ts"),
  },
  {
    name: "init",
    words: ["[folder]"],
    meaning: "Begin a blog: settings, a first post, a page, and a workflow that publishes it.",
    flags: [{ name: "lang", value: "TAG", meaning: "Language of the blog (default: zh-CN)." }, now, ...everywhere],
    load: () => import("./init.ts"),
  },
  {
    name: "import",
    words: ["[folder]"],
    meaning: "Write the site.yml that the settings of a Jekyll, Hexo or Hugo blog amount to.",
    flags: [{ name: "dry-run", meaning: "Print it instead." }, ...everywhere],
    load: () => import("./import.ts"),
  },
  {
    name: "diff",
    words: ["[root]"],
    meaning: "List what readers will notice: the last build against what was deployed.",
    flags: [out, now, ...everywhere],
    load: () => import("./diff.ts"),
  },
  {
    name: "publish",
    words: ["[root]"],
    meaning: "Mark the last build as deployed, for those who deploy by other means.",
    flags: [out, ...everywhere],
    load: () => import("./publish.ts"),
  },
  {
    name: "deploy",
    words: ["[root]"],
    meaning: "Build without drafts, and push to a git branch or copy with rsync.",
    flags: [
      out,
      { name: "git", value: "REPOSITORY", meaning: "Push to this repository, over the one in site.yml." },
      { name: "branch", value: "NAME", meaning: "The branch (default: gh-pages)." },
      { name: "rsync", value: "TARGET", meaning: "Copy there instead: you@host:/var/www/." },
      { name: "strict", meaning: "Deploy nothing if there is any warning." },
      { name: "dry-run", meaning: "Build, and say where it would go." },
      { name: "drafts", short: "D", meaning: "Refused: readers get no drafts." },
      { name: "future", short: "F", meaning: "Refused as well." },
      now,
      verbose,
      ...everywhere,
    ],
    load: () => import("./deploy.ts"),
  },
  {
    name: "preview",
    words: ["[root]"],
    meaning: "Serve what was built, as a static host will.",
    flags: [
      out,
      { name: "port", short: "p", value: "N", meaning: "The port (default: 4000, or the next one that is free)." },
      { name: "strict-port", meaning: "Take this port or none." },
      { name: "host", value: "ADDRESS", optional: true, meaning: "Let other machines in." },
      { name: "base", value: "PATH", meaning: "Base path that the site was built with." },
      ...everywhere,
    ],
    load: () => import("./preview.ts"),
  },
  {
    name: "list",
    words: ["[published|drafts|future|expired|failed|all]", "[root]"],
    meaning: "List posts and pages, newest first.",
    flags: [now, ...everywhere],
    load: () => import("./list.ts"),
  },
  {
    name: "why",
    words: ["file|url", "[root]"],
    meaning: "Say why a file is shown or not, where, and on which pages.",
    flags: [...reading, ...everywhere],
    load: () => import("./why.ts"),
  },
  {
    name: "new",
    words: ["title", "[root]"],
    meaning: "Begin a post: posts/YYYY-MM-DD-title.md.",
    flags: [now, ...everywhere],
    load: () => import("./new.ts"),
  },
  {
    name: "clean",
    words: ["[root]"],
    meaning: "Remove what Inkstone wrote to the output folder, and nothing else.",
    flags: [out, { name: "dry-run", meaning: "Say what would be removed." }, verbose, ...everywhere],
    load: () => import("./clean.ts"),
  },
  {
    name: "schema",
    words: ["[site|front-matter]"],
    meaning: "Print the JSON Schema of site.yml (default) or of front matter, for editors.",
    flags: [{ name: "write", meaning: "Write both to .inkstone/ of this folder instead." }, ...everywhere],
    load: () => import("./schema.ts"),
  },
];
