import type { Asset, KnownPost, OutputFile, Settings, SourcePath, Url, Withheld } from "../model.ts";
import { encodePath } from "../shared/address.ts";
import { withoutEnding } from "../shared/markdown-names.ts";
import { byCodeUnit } from "./terms.ts";

/** Where a published file can be reached. */
export type PlacedAsset = { readonly asset: Asset; readonly file: OutputFile; readonly url: Url };

/**
 * Gives every asset its address. `assets/a/b.css` → `/a/b.css`; what lies in a page bundle goes where the bundle's post
 * goes, and stays at home when the post does; other files beside posts keep their folder: `posts/2014/x.png` →
 * `/posts/2014/x.png`.
 *
 * @param posts every post that was read, shown or not
 * @param shown paths of the posts that are published
 */
export function placeAssets(
  assets: readonly Asset[],
  posts: readonly KnownPost[],
  shown: ReadonlySet<SourcePath>,
  settings: Settings,
): { readonly placed: readonly PlacedAsset[]; readonly withheld: readonly Withheld[] } {
  const bundles = new Map<string, KnownPost>();
  for (const post of posts) {
    const [, folder, language] = /^(.+)\/index(\.[a-z-]+)?\.(?:md|markdown)$/i.exec(post.card.path) ?? [];
    const isBundle = folder !== undefined && folder !== settings.posts;
    const isFirst = language === undefined || (settings.compat === "hugo" && !bundles.has(folder ?? ""));
    if (isBundle && isFirst) bundles.set(folder, post);
    // Hexo keeps what belongs to a post in a folder called like it.
    else if (settings.compat === "hexo") bundles.set(withoutEnding(post.card.path), post);
  }

  const placed: PlacedAsset[] = [];
  const withheld: Withheld[] = [];
  for (const asset of assets.toSorted((a, b) => byCodeUnit(a.path, b.path))) {
    const bundle = bundleOf(asset.path, bundles);
    // What belongs to a post that has no page of its own is shown by others.
    const isAway = bundle !== null && !shown.has(bundle.post.card.path) && bundle.post.withheld !== "not-rendered";
    if (isAway) {
      withheld.push({ file: asset.path, reason: "draft", when: null });
      continue;
    }
    const file = bundle === null ? looseFile(asset.path, settings) : bundleFile(asset.path, bundle);
    placed.push({ asset, file, url: settings.base + encodePath(`/${file}`) });
  }
  return { placed, withheld };
}

function bundleOf(
  path: SourcePath,
  bundles: ReadonlyMap<string, KnownPost>,
): { folder: string; post: KnownPost } | null {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const folder = path.slice(0, end);
    const post = bundles.get(folder);
    if (post !== undefined) return { folder, post };
  }
  return null;
}

function bundleFile(path: SourcePath, { folder, post }: { folder: string; post: KnownPost }): OutputFile {
  const home = post.card.file.replace(/(?:^|\/)index\.html$/, "").replace(/\.html$/, "");
  const name = path.slice(folder.length + 1).normalize("NFC");
  return home === "" ? name : `${home}/${name}`;
}

/** Our theme's assets, where they go by a name of their own. */
const theme = "inkstone:assets/";

function looseFile(path: SourcePath, { assets, pages, posts, collections, compat }: Settings): OutputFile {
  const file = path.normalize("NFC");
  if (file.startsWith(theme)) return file.slice(theme.length);
  const home = [posts, ...collections.map(({ folder }) => folder)].find((folder) => file.startsWith(`${folder}/`));
  if (home !== undefined) {
    const below = file.slice(home.length + 1);
    // Another generator's folders of posts are called otherwise than their addresses; Hugo's are not.
    if (compat === "hugo") return file.slice((posts.startsWith(`${pages}/`) ? pages : posts).length + 1);
    if (compat === "jekyll" && home !== posts && /^_[^/]+$/.test(home)) return `${home.slice(1)}/${below}`;
    if (home === posts) return `posts/${below}`;
  }
  const roots = compat === null ? ["assets", assets, pages] : [assets, pages];
  const root = roots.find((folder) => folder !== "" && file.startsWith(`${folder}/`));
  return root === undefined ? file : file.slice(root.length + 1);
}

/** Where a file of an old blog stands at the address of one of our theme's, pages still find ours under its fingerprint. */
export function withoutYielding(placed: readonly PlacedAsset[]): readonly PlacedAsset[] {
  const own = new Set(placed.flatMap(({ asset, file }) => (asset.path.startsWith(theme) ? [] : [file])));
  return placed.filter(({ asset, file }) => !asset.path.startsWith(theme) || !own.has(file));
}

/** What templates may ask for by name: ours first. */
export function assetsByName(placed: readonly PlacedAsset[]): ReadonlyMap<string, PlacedAsset> {
  const ours = placed.filter(({ asset }) => asset.path.startsWith(theme));
  return new Map([...placed, ...ours].map((one) => [one.file, one]));
}
