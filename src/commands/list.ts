import path from "node:path";
import type { PostCard, Problem, Withheld } from "../model.ts";
import { decodeUrl } from "../shared/address.ts";
import { textWidth } from "../shared/text-width.ts";
import type { Call } from "./command.ts";
import { usage } from "./parse.ts";
import { type Understood, understand } from "./understand.ts";

/** What can be asked for, and what it means for a post to be so. */
const kinds = ["published", "drafts", "future", "expired", "failed", "all"] as const;
type Kind = (typeof kinds)[number];

type Row = {
  readonly file: string;
  readonly state: "published" | Withheld["reason"] | "failed";
  readonly date: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly tags: readonly string[];
  readonly categories: readonly string[];
};

/** Every post and page, one a line, newest first: when, what, where, and whether readers see it. */
export async function run(call: Call): Promise<number> {
  const { kind, root } = readWords(call.words);
  const understood = await understand(call, root);
  const rows = rowsOf(understood).filter((row) => isOfKind(row, kind));
  if (rows.length === 0) call.terminal.say(`no ${kind === "all" ? "posts" : kind}`);
  for (const line of asTable(rows)) call.terminal.say(line);
  for (const row of rows) call.terminal.event("post", row);
  return 0;
}

/** `list`, `list drafts`, `list ~/blog`, `list drafts ~/blog`. */
function readWords([first, second]: readonly string[]): { readonly kind: Kind; readonly root: string } {
  const kind = kinds.find((known) => known === first);
  if (kind !== undefined) return { kind, root: path.resolve(second ?? ".") };
  if (second === undefined && (first === undefined || /[/\\.~]/.test(first))) {
    return { kind: "published", root: path.resolve(first ?? ".") };
  }
  throw usage("unknown-list", {
    message: `\`list\` knows no \`${first}\`.`,
    hint: `write one of ${kinds.join(", ")}; a folder is written with a slash: ./${first}`,
  });
}

function rowsOf({ built, whole, sources }: Understood): readonly Row[] {
  const cards = new Map([...whole.site.posts, ...whole.site.pages].map((card) => [card.path, card]));
  const published = new Set([...built.site.posts, ...built.site.pages].map(({ path: file }) => file));
  const reasons = new Map(built.withheld.map(({ file, reason }) => [file, reason]));
  const failed = new Set(built.problems.filter(isError).map(({ file }) => file));
  const files = new Set([...sources.posts, ...sources.pages].map((file) => file.path).concat([...reasons.keys()]));
  return [...files]
    .map((file): Row => {
      const card = cards.get(file);
      const reason = reasons.get(file) ?? (failed.has(file) || !published.has(file) ? "failed" : "published");
      return { file, state: reason, ...shownOf(card) };
    })
    .sort((a, b) => compare(b.date ?? "", a.date ?? "") || compare(a.file, b.file));
}

function shownOf(card: PostCard | undefined) {
  const names = (terms: PostCard["tags"] = []) => terms.map(({ name }) => name);
  return {
    date: card?.date?.iso ?? null,
    title: card?.title ?? null,
    url: card?.url ?? null,
    tags: names(card?.tags),
    categories: names(card?.categories),
  };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

function isOfKind({ state }: Row, kind: Kind): boolean {
  switch (kind) {
    case "all":
      return true;
    case "drafts":
      return state === "draft" || state === "unpublished";
    default:
      return state === kind;
  }
}

/** Columns of equal width as a terminal counts it; a state is named where it is not `published`. */
function asTable(rows: readonly Row[]): readonly string[] {
  const cells = rows.map(({ file, state, date, title, url }) => {
    const seen = state === "published" ? decodeUrl(url ?? "") : state;
    return [date?.slice(0, 16).replace("T", " ") ?? "", file, seen, title ?? ""];
  });
  const widest = (at: number) => cells.reduce((most, cell) => Math.max(most, textWidth(cell[at] ?? "")), 0);
  const widths = [widest(0), widest(1), widest(2)];
  return cells.map((cell) =>
    cell
      .map((text, at) => padded(text, widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
