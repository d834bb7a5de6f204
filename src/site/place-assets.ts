import type { Asset, KnownPost, OutputFile, Settings, SourcePath, Url, Withheld } from "../model.ts";
import { encodePath } from "../shared/address.ts";
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
    const folder = /^(.+)\/index\.(?:md|markdown)$/.exec(post.card.path)?.[1];
    if (folder !== undefined && folder !== settings.posts) bundles.set(folder, post);
  }

  const placed: PlacedAsset[] = [];
  const withheld: Withheld[] = [];
  for (const asset of assets.toSorted((a, b) => byCodeUnit(a.path, b.path))) {
    const bundle = bundleOf(asset.path, bundles);
    if (bundle !== null && !shown.has(bundle.post.card.path)) {
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

function looseFile(path: SourcePath, settings: Settings): OutputFile {
  const file = path.normalize("NFC");
  for (const root of ["assets/", "pages/"]) if (file.startsWith(root)) return file.slice(root.length);
  const home = `${settings.posts}/`;
  return file.startsWith(home) ? `posts/${file.slice(home.length)}` : file;
}
