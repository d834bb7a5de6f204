import type { Origin, Settings } from "../model.ts";
import { asOurs, withoutMark } from "../shared/our-files.ts";
import type { Look } from "./look.ts";
import type { Found } from "./scan.ts";
import { scan } from "./scan.ts";

/** What of our `assets/` every site gets; the rest belongs to the sample blog. */
const themeAssets = /^assets\/(?:css|js|fonts|icons)\/|^assets\/favicon\.svg$/;
export type Theme = { readonly templates: readonly Found[]; readonly assets: readonly Found[] };

/**
 * The files of our own theme, in the package's folder. The `css/main.css` of an old blog belongs to the theme that it
 * had: there our assets go by a name that no file of the site has, and so are not replaced.
 */
export function themeFiles(home: string, compat: Origin | null, look: Look): Theme {
  const ours = (folder: string) => look.scan(asOurs(folder), () => scan(home, folder, "follow")).files;
  return {
    templates: ours("templates").map((file) => ({ ...file, path: asOurs(file.path) })),
    assets: ours("assets")
      .filter((file) => themeAssets.test(file.path))
      .map((file) => (compat === null ? file : { ...file, path: asOurs(file.path) })),
  };
}

/** The same for assets, wherever the site keeps its own. */
export function assetsOverOurs(ours: readonly Found[], site: readonly Found[], settings: Settings): readonly Found[] {
  const nameIn = ({ path }: Found) =>
    settings.compat === null && path.startsWith(`${settings.assets}/`) ? path.slice(settings.assets.length) : path;
  const named = new Map(ours.map((file) => [file.path.slice("assets".length), file]));
  if (settings.compat === null) for (const file of site) named.delete(nameIn(file));
  return [...named.values(), ...site].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A site's file takes the place of ours of the same name. */
export function siteOverOurs(ours: readonly Found[], site: readonly Found[]): readonly Found[] {
  const byName = new Map([...ours, ...site].map((file) => [nameOf(file), file]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

/**
 * Ours that a site's templates ask for as `theme/base.njk`: what takes the place of ours may begin with it, and change no
 * more than a block.
 */
export function oursByName(ours: readonly Found[], site: readonly { readonly text: string }[]): readonly Found[] {
  const asked = new Set(
    site.flatMap(({ text }) => [...text.matchAll(/["']theme\/([^"']+\.njk)["']/g)].map(([, name]) => name)),
  );
  return asked.size === 0 ? [] : ours.filter((file) => asked.has(nameOf(file).slice("templates/".length)));
}

/** `templates/components/figure.njk`, whoever's it is. */
export function nameOf(file: Found): string {
  return withoutMark(file.path);
}
