import type {
  ChangingFact,
  FactsByLanguage,
  KnownPost,
  Output,
  Page,
  Problem,
  ReadyFile,
  SearchIndex,
  Settings,
  Site,
  SourceFile,
  SourcePath,
  Sources,
  Spot,
  Withheld,
} from "./model.ts";
import { markdownOf } from "./shared/markdown-names.ts";
import { problemAt } from "./shared/problem.ts";
import { type Edit, type Glimpse, glimpse } from "./site/glimpse.ts";
import { introduce } from "./site/introduce.ts";
import { writeShards } from "./site/search/write-shards.ts";
import { withhold } from "./site/withhold.ts";
import { type PageKeys, pageKeys } from "./worker/page-key.ts";
import type { RenderOutcome, Workers } from "./worker/worker.ts";

/** A site that is understood, and of which nothing is rendered yet. */
export type Built = {
  readonly site: Site;
  readonly facts: FactsByLanguage;
  readonly outputs: readonly Output[];
  /** Errors and warnings of everything up to rendering, severities as `checks:` sets them. */
  readonly problems: readonly Problem[];
  readonly withheld: readonly Withheld[];
  /** Posts and pages: read = published + withheld + failed. */
  readonly counts: {
    readonly read: number;
    readonly published: number;
    readonly withheld: number;
    readonly failed: number;
  };
  /** When it will be another site though no file changes (milliseconds since 1970): a post appears, or expires. */
  readonly until: number | null;
  /** The page of a post whose words were edited, before the next build; `null` when only a build can tell. */
  glimpse(edit: Edit): Glimpse | null;
  /** By what a page is known again. */
  readonly keys: () => PageKeys;
  /** The changing facts that a page asked for when it was rendered; `null` as long as it is not. */
  askedBy(page: Page): readonly ChangingFact[] | null;
  /**
   * The bytes of some outputs, in their order. What cannot be rendered is told to `onProblem` and left out.
   */
  render(outputs: readonly Output[], onProblem: (problem: Problem) => void, how?: RenderHow): AsyncIterable<ReadyFile>;
};

export type RenderHow = {
  /** What is known to stand in the output folder already, and is not rendered. */
  readonly standing?: ((page: Page) => Standing | null) | undefined;
  /** Where the text of a page is put, instead of being handed over. */
  readonly spot?: ((page: Page) => Spot | null) | undefined;
  /** Told of each page that was rendered; there may be others under way. */
  readonly onPage?: ((page: Page) => void) | undefined;
};

export type Standing = { readonly hash: string; readonly size: number };

/**
 * `keepGoing` leaves out the posts that have errors, and builds the rest. `checking` tells what is no more than advice,
 * too. `once`: nobody builds these sources again, so their texts need not be held once they are understood.
 */
export type BuildOptions = { readonly keepGoing?: boolean; readonly checking?: boolean; readonly once?: boolean };

/** What `check` tells; a build does only where `checks:` asks for it. */
const advice: ReadonlySet<string> = new Set(["image/no-alt"]);

/**
 * The site's journey: sources in, a map of outputs out, nothing rendered until somebody asks.
 * Pure but for the workers it hands work to; two builds of the same sources are the same.
 */
export async function build(sources: Sources, workers: Workers, options: BuildOptions = {}): Promise<Built> {
  const { settings } = sources;
  const files = [...sources.posts, ...sources.pages];
  const judge = (problems: readonly Problem[]) => applyChecks(problems, settings.checks, options);

  // 1. Each post is understood from its own file alone, by whichever worker it is dealt to.
  const templates = await workers.compile(sources.templates);
  const release = (some: readonly SourceFile[]) => {
    for (const file of some) file.release?.();
  };
  const outcomes = await workers.read(files, settings, options.once === true ? release : undefined);
  if (options.once === true) release(files);
  const read = outcomes.flatMap((outcome) => ("post" in outcome ? [outcome.post] : []));
  const ofPosts = outcomes.flatMap((outcome) => ("post" in outcome ? outcome.post.problems : outcome.failed));
  const problems = [...judge([...sources.problems, ...templates.problems, ...ofPosts])];

  // 2. Then everyone is introduced to everyone. Cheap, so it is done anew each time.
  const { shown, withheld } = withhold(read, settings, sources.now);
  let failed = filesWithErrors(problems);
  const introduceAll = () => {
    const posts = options.keepGoing === true ? shown.filter(({ card }) => !failed.has(card.path)) : shown;
    return introduce({ sources, assetNames: templates.assetNames, read, posts, failed });
  };
  let introduced = introduceAll();
  problems.push(...judge(introduced.problems));
  while (options.keepGoing === true && filesWithErrors(problems).size > failed.size) {
    failed = filesWithErrors(problems);
    introduced = introduceAll();
    problems.push(...judge(introduced.problems).filter(({ severity }) => severity === "error"));
  }

  // 3. Whatever is wrong is told together, before a single page is rendered.
  problems.push(...checksInVain(problems, sources));
  const counts = count({
    read: files.map(({ path }) => path),
    failed: filesWithErrors(problems),
    withheld: [...sources.withheld, ...withheld],
    isPost: (path) => markdownOf(sources.settings.compat).test(path),
  });

  // 4. A page is rendered when somebody asks, by the worker that holds the body it needs.
  const { site, facts, outputs } = introduced;
  let keys: PageKeys | null = null;
  const asked = new Map<Page, readonly ChangingFact[]>();
  return {
    site,
    facts,
    outputs,
    problems,
    withheld: [...sources.withheld, ...withheld],
    counts,
    until: nextChange(read, sources.now),
    glimpse: (edit) => glimpse(edit, introduced),
    keys: () => {
      keys ??= pageKeys({ fingerprints: templates.fingerprints, facts, settings, files });
      return keys;
    },
    askedBy: (page) => asked.get(page) ?? null,
    render: (some, onProblem, { standing = () => null, spot, onPage } = {}) => {
      const stands = new Map(pagesOf(some).map((page) => [page, standing(page)] as const));
      const pages = pagesOf(some).filter((page) => stands.get(page) === null);
      const rendered = workers.render(pages, facts, { spot });
      const onAsked = (page: Page, names: readonly ChangingFact[]) => {
        asked.set(page, names);
        onPage?.(page);
      };
      return renderOutputs(some, { stands, rendered, shards: shardsFrom(workers), onProblem, onAsked });
    },
  };
}

/** The first of the moments to come that a post speaks of. */
function nextChange(posts: readonly KnownPost[], now: number): number | null {
  const moments = posts.flatMap(({ appears, expires }) => [appears?.ms ?? now, expires?.ms ?? now]);
  return moments.reduce<number | null>((next, ms) => (ms > now && (next === null || ms < next) ? ms : next), null);
}

/** The files of an index, all written when the first of them is asked for: a site that is only looked at does without. */
function shardsFrom(workers: Workers): (index: SearchIndex) => Promise<readonly string[]> {
  const written = new Map<SearchIndex, Promise<readonly string[]>>();
  return (index) => {
    const known = written.get(index);
    if (known !== undefined) return known;
    const made = workers
      .searchTexts(index.posts)
      .then((texts) => writeShards(texts, index.shards).map((lines) => `${index.documents}\n${lines}`));
    written.set(index, made);
    return made;
  };
}

type Rendering = {
  readonly stands: ReadonlyMap<Page, Standing | null>;
  readonly rendered: AsyncIterable<RenderOutcome>;
  readonly shards: (index: SearchIndex) => Promise<readonly string[]>;
  readonly onProblem: (problem: Problem) => void;
  readonly onAsked: (page: Page, names: readonly ChangingFact[]) => void;
};

/** A template that does not end costs seconds a page: after so many of them the others are not tried. */
const enoughEndless = 3;

async function* renderOutputs(
  outputs: readonly Output[],
  { stands, rendered, shards, onProblem, onAsked }: Rendering,
): AsyncIterable<ReadyFile> {
  const pages = rendered[Symbol.asyncIterator]();
  let endless = 0;
  try {
    for (const output of outputs) {
      if (endless === enoughEndless) return;
      const { file, source } = output;
      switch (output.kind) {
        case "text":
          yield { file, source, content: { text: output.text } };
          break;
        case "shard":
          yield { file, source, content: { text: (await shards(output.index))[output.number] ?? "" } };
          break;
        case "copy":
          yield { file, source, content: { copyFrom: output.from, hash: output.hash, size: output.size } };
          break;
        case "page": {
          const standing = stands.get(output.page) ?? null;
          if (standing !== null) {
            yield { file, source, content: { stands: true, ...standing } };
            break;
          }
          const next = await pages.next();
          if (next.done === true) throw new Error(`no answer for ${file}`);
          if ("failed" in next.value) {
            next.value.failed.forEach(onProblem);
            if (next.value.failed.some(({ code }) => code === "template/endless")) endless += 1;
            break;
          }
          const { asked, ...content } = next.value;
          onAsked(output.page, asked);
          yield { file, source, content };
        }
      }
    }
  } finally {
    // Whoever does not want the rest waits until nobody is at work on it.
    await pages.return?.();
  }
}

function pagesOf(outputs: readonly Output[]): readonly Page[] {
  return outputs.flatMap((output) => (output.kind === "page" ? [output.page] : []));
}

/** `checks: {link/not-found: error}` in `site.yml` sets the severity of any warning; errors stay errors. */
function applyChecks(
  problems: readonly Problem[],
  checks: Settings["checks"],
  { checking }: BuildOptions,
): readonly Problem[] {
  return problems.flatMap((problem) => {
    const unasked = advice.has(problem.code) && checking !== true ? "off" : problem.severity;
    const severity = problem.severity === "error" ? "error" : (checks[problem.code] ?? unasked);
    return severity === "off" ? [] : [{ ...problem, severity }];
  });
}

/** Whoever sets an error to less is told that it stays one, where one is met. */
function checksInVain(
  problems: readonly Problem[],
  { settings: { checks }, settingsFile }: Sources,
): readonly Problem[] {
  const errors = new Set(problems.flatMap(({ severity, code }) => (severity === "error" ? [code] : [])));
  return Object.entries(checks).flatMap(([code, severity]) => {
    if (severity === "error" || !errors.has(code)) return [];
    const words = {
      severity: "warning" as const,
      code: "config/check-in-vain",
      message: `\`checks.${code}: ${severity}\` changes nothing: what is an error by itself stays one.`,
      hint: "take it out, and mend what is told.",
    };
    const position = settingsFile?.at[`checks.${code}`];
    return settingsFile && position ? problemAt(settingsFile, position, words) : { ...words, file: "site.yml" };
  });
}

function filesWithErrors(problems: readonly Problem[]): ReadonlySet<SourcePath> {
  return new Set(problems.flatMap(({ severity, file }) => (severity === "error" && file !== undefined ? [file] : [])));
}

type Ledger = {
  readonly read: readonly SourcePath[];
  readonly failed: ReadonlySet<SourcePath>;
  readonly withheld: readonly Withheld[];
  readonly isPost: (path: SourcePath) => boolean;
};

/** The ledger: every post file that was met is published, withheld or failed. */
function count({ read, failed, withheld, isPost }: Ledger): Built["counts"] {
  const met = new Set([...read, ...[...failed].filter(isPost), ...withheld.map(({ file }) => file).filter(isPost)]);
  const failures = [...met].filter((path) => failed.has(path)).length;
  const kept = withheld.filter(({ file }) => met.has(file) && !failed.has(file)).length;
  return { read: met.size, published: met.size - failures - kept, withheld: kept, failed: failures };
}
