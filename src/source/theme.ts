import { asOurs, withoutMark } from "../shared/our-files.ts";
import type { Look } from "./remembered.ts";
import type { Found } from "./scan.ts";
import { scan } from "./scan.ts";

/** What of our `assets/` every site gets; the rest belongs to the sample blog. */
const themeAssets = /^assets\/(?:css|js|fonts|icons)\/|^assets\/favicon\.svg$/;
export type Theme = { readonly templates: readonly Found[]; readonly assets: readonly Found[] };

/** The files of our own theme, in the package's folder. */
export function themeFiles(home: string, look: Look): Theme {
  const ours = (folder: string) => look.scan(asOurs(folder), () => scan(home, folder, "follow")).files;
  return {
    templates: ours("templates").map((file) => ({ ...file, path: asOurs(file.path) })),
    assets: ours("assets").filter((file) => themeAssets.test(file.path)),
  };
}

/** A site's file takes the place of ours of the same name. */
export function siteOverOurs(ours: readonly Found[], site: readonly Found[]): readonly Found[] {
  const byName = new Map([...ours, ...site].map((file) => [nameOf(file), file]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

/** `templates/components/figure.njk`, whoever's it is. */
export function nameOf(file: Found): string {
  return withoutMark(file.path);
}
