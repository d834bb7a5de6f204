import type {
  FactsByLanguage,
  KnownPost,
  Output,
  OutputFile,
  Page,
  PostCard,
  Problem,
  Resolved,
  Site,
  SourcePath,
  Sources,
  Url,
} from "../model.ts";
import { encodePath } from "../shared/address.ts";
import { once } from "../shared/once.ts";
import { checkAddresses } from "./check-addresses.ts";
import { checkComponents } from "./check-components.ts";
import { checkConstructs } from "./check-constructs.ts";
import { checkLayouts } from "./check-layouts.ts";
import { checkLinks } from "./check-links.ts";
import { checkOwnLinks } from "./check-own-links.ts";
import { checkUnused } from "./check-unused.ts";
import { allEditions, divideByEdition, type OneLanguage } from "./editions.ts";
import { type Atlas, findReference, type Place } from "./find-references.ts";
import { hostFiles } from "./host-files.ts";
import { indexSite } from "./index-site.ts";
import { layoutsIn } from "./layouts.ts";
import { partNamesakes } from "./part-namesakes.ts";
import { assetsByName, type PlacedAsset, placeAssets, withoutYielding } from "./place-assets.ts";
import { planPages } from "./plan-pages.ts";
import type { PlannedPage } from "./planned-page.ts";
import { searchOutputs } from "./search/plan-search.ts";
import { siteFacts, stringsOf } from "./site-facts.ts";
import { withTranslations } from "./translations.ts";

export type Introduction = {
  readonly sources: Sources;
  /** What templates ask `asset()` for by name. */
  readonly assetNames: readonly string[];
  /** Every post that could be read. */
  readonly read: readonly KnownPost[];
  /** Those of them that are published. */
  readonly posts: readonly KnownPost[];
  /** Files that have errors of their own: links to them are not blamed. */
  readonly failed: ReadonlySet<SourcePath>;
};

export type Introduced = {
  readonly site: Site;
  readonly facts: FactsByLanguage;
  readonly outputs: readonly Output[];
  readonly problems: readonly Problem[];
};

/** Everyone meets everyone: assets get addresses, posts an order and terms, pages a plan, references their targets. */
export function introduce({ sources, assetNames, read, posts: published, failed }: Introduction): Introduced {
  const { settings } = sources;
  const isOff = (code: string) => settings.checks[code] === "off";
  const files = new Map([...sources.posts, ...sources.pages].map((file) => [file.path, file]));
  const { posts, problems: moves } = partNamesakes(published, settings, (path) => files.get(path));
  const shown = new Map(posts.map((post) => [post.card.path, post]));

  const { placed: all } = placeAssets(
    sources.assets,
    read.map((post) => shown.get(post.card.path) ?? post),
    new Set(shown.keys()),
    settings,
  );
  const placed = withoutYielding(all);
  const prints = fingerprint(all, assetNames);
  const withheld = new Set(read.map(({ card }) => card.path).filter((path) => !shown.has(path)));
  const atlas = drawAtlas({ sources, posts, placed, withheld, failed });

  const index = (one: OneLanguage) => indexSite(one.cards, one.settings, (card) => coverOf(card, shown, atlas));
  const [own, ...further] = divideByEdition(
    posts.map(({ card }) => card),
    settings,
  );
  const sites = [index(own), ...further.map(index)] as const;
  const templates = layoutsIn(sources.templates);
  const plan = (site: Site) => ({ site, posts: shown, templates, strings: stringsOf(site.settings.language, sources) });
  const [home, ...others] = sites;
  const planned = planPages([plan(home), ...others.map(plan)]);
  const pages = withTranslations(
    planned.filter((page) => !yieldsToOwn(page, atlas)),
    settings,
  );
  const byFile = new Map(atlas.byFile);
  for (const page of pages)
    if (!byFile.has(page.file)) byFile.set(page.file, { url: page.url, anchors: null, asset: null });
  const whole = { ...atlas, byFile };
  const links = checkLinks(posts, whole, (path) => files.get(path), isOff);

  const outputs = [
    ...placed.map((asset) => copyOf(asset)),
    ...prints.map((asset) => copyOf(asset)),
    ...pages.map((page) => outputOf(withReferences(page, links.resolved))),
    ...pages.flatMap((page) => searchOutputs(page)),
    ...hostOutputs(sources, posts, prints, placed),
  ];
  const ownFiles = new Set(placed.map(({ file }) => file));
  const kept = outputs.filter((output) => !(output.kind === "page" && yieldsToAsset(output.page, ownFiles)));

  const assets: Record<string, Url> = {};
  for (const { name, url } of prints) assets[name] = url;

  const site = allEditions(sites, settings);
  return {
    site,
    facts: Object.fromEntries(sites.map((each) => [each.settings.language, siteFacts(each, sources, assets)])),
    outputs: kept,
    problems: [
      ...moves,
      ...site.problems,
      ...checkLayouts(posts, templates, (path) => files.get(path)),
      ...checkComponents(posts, sources.templates, (path) => files.get(path)),
      ...checkConstructs(posts, settings, (path) => files.get(path)),
      ...checkUnused(sources.templates, read),
      ...links.problems,
      ...checkOwnLinks(
        sources.templates,
        { editions: sites.map(({ settings }) => settings), file: sources.settingsFile ?? null },
        whole,
      ),
      ...checkAddresses(kept.map(claimOf), (path) => {
        const post = shown.get(path);
        const source = files.get(path);
        return post === undefined || source === undefined ? undefined : { post, source };
      }),
    ],
  };
}

function drawAtlas(known: {
  readonly sources: Sources;
  readonly posts: readonly KnownPost[];
  readonly placed: readonly PlacedAsset[];
  readonly withheld: ReadonlySet<SourcePath>;
  readonly failed: ReadonlySet<SourcePath>;
}): Atlas {
  const byFile = new Map<OutputFile, Place>();
  const bySource = new Map<SourcePath, Place>();
  for (const { asset, file, url } of known.placed) {
    const place: Place = { url, anchors: null, asset };
    byFile.set(file, place);
    bySource.set(asset.path.normalize("NFC"), place);
  }
  for (const { card, anchors, aliases } of known.posts) {
    const place: Place = { url: card.url, anchors: setOf(anchors), asset: null };
    byFile.set(card.file, place);
    bySource.set(card.path.normalize("NFC"), place);
    for (const alias of aliases) byFile.set(alias.file, { url: alias.url, anchors: null, asset: null });
  }
  return {
    base: known.sources.settings.base,
    postsFolder: known.sources.settings.posts,
    byFile,
    bySource,
    cards: new Map(known.posts.map(({ card }) => [card.path, card])),
    withheld: known.withheld,
    failed: known.failed,
  };
}

const setOf = once((anchors: readonly string[]): ReadonlySet<string> => new Set(anchors));

/** The cover is the first of the references that a post's front matter adds after those of its body. */
function coverOf(card: PostCard, posts: ReadonlyMap<SourcePath, KnownPost>, atlas: Atlas): Resolved | null {
  const references = posts.get(card.path)?.references ?? [];
  const fromFrontMatter = (card.image === null ? 0 : 1) + (card.photo === null ? 0 : 1);
  const reference = fromFrontMatter === 0 ? undefined : references.at(-fromFrontMatter);
  if (reference === undefined) return null;
  const { resolved, miss } = findReference(reference, card, atlas);
  return miss === null ? resolved : null;
}

/** `css/main.css` → `css/main.1f2e3d4c.css`: an address that may be kept for ever, since other bytes get another. */
function fingerprint(placed: readonly PlacedAsset[], names: readonly string[]): readonly Printed[] {
  const byName = assetsByName(placed);
  return [...names].sort().flatMap((name) => {
    const found = byName.get(name);
    if (found === undefined) return [];
    const { asset, file, url } = found;
    const print = asset.hash.slice(0, 8);
    const printed = file.replace(/(\.[^./]*)?$/, (extension) => `.${print}${extension}`);
    const base = url.slice(0, url.length - encodePath(`/${file}`).length);
    return [{ asset, file: printed, url: base + encodePath(`/${printed}`), name }];
  });
}

type Printed = PlacedAsset & { readonly name: string };

function withReferences(page: PlannedPage, resolved: ReadonlyMap<SourcePath, readonly Resolved[]>): Page {
  return { ...page, references: Object.fromEntries(page.bodies.map((path) => [path, resolved.get(path) ?? []])) };
}

function outputOf(page: Page): Output {
  return { kind: "page", file: page.file, url: page.url, page, source: page.source };
}

function copyOf({ asset, file, url }: PlacedAsset): Output {
  return { kind: "copy", file, url, from: asset.disk, hash: asset.hash, size: asset.size, source: asset.path };
}

/** An author's own `_headers` or `_redirects` among the assets takes the place of ours. */
function hostOutputs(
  { settings }: Sources,
  posts: readonly KnownPost[],
  prints: readonly PlacedAsset[],
  placed: readonly PlacedAsset[],
): readonly Output[] {
  const taken = new Set(placed.map(({ file }) => file));
  return hostFiles(settings, posts, prints)
    .filter(({ file }) => !taken.has(file))
    .map(({ file, text, source }) => ({
      kind: "text",
      file,
      url: settings.base + encodePath(`/${file}`),
      text,
      source,
    }));
}

/** `robots.txt` or `404.html` among the assets is the author's word against ours. */
function yieldsToAsset(page: Page, assets: ReadonlySet<OutputFile>): boolean {
  return (page.kind === "other" || page.kind === "404" || page.kind === "feed") && assets.has(page.file);
}

/** Many a site has a search page of its own, or one for what is not there, and then does without ours. */
function yieldsToOwn(page: PlannedPage, { byFile }: Atlas): boolean {
  return (page.kind === "search" || page.kind === "404") && byFile.has(page.file);
}

function claimOf(output: Output) {
  const alias = output.kind === "page" && output.page.kind === "redirect";
  const isFile = output.kind === "copy" || (output.kind === "page" && (alias || output.page.data.post !== null));
  return { file: output.file, url: output.url, source: output.source, path: isFile ? output.source : null, alias };
}
