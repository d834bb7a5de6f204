/** Sites as the table describes them, in the words of our settings and front matter. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Fields = Readonly<Record<string, unknown>>;
export type SiteInput = { readonly post?: Fields; readonly config?: Fields };

/** JSON is YAML. */
export function yaml(fields: Fields): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join("");
}

export function postText(fields: Fields, body = "正文。"): string {
  const { file, ...front } = fields;
  return `---\n${yaml({ title: "x", date: "2014-08-24", ...front })}---\n\n${body}\n`;
}

/** `config.lang` of the table is `language`. */
export function settingsText(config: Fields = {}): string {
  const { lang, ...rest } = config;
  return yaml({ url: "https://example.com", language: lang, ...rest });
}

/** One post, or one in each language that the table names an address for. */
export function siteFiles({ post = {}, config }: SiteInput): Record<string, string> {
  const { translations, ...front } = post;
  const versions = Object.entries((translations ?? {}) as Record<string, string>);
  const files = versions.map(([lang, permalink]) => [
    `posts/${lang}.md`,
    postText({ ...front, lang, permalink, translationKey: "x" }),
  ]);
  return {
    "site.yml": settingsText(config),
    ...(files.length > 0 ? Object.fromEntries(files) : { "posts/x.md": postText(front) }),
  };
}

/** The output of the first post of such a site. */
export function fileOfPost({ post = {}, config = {} }: SiteInput): string {
  const [permalink] = Object.values((post.translations ?? {}) as Record<string, string>);
  if (permalink !== undefined) return `${permalink.slice(1)}index.html`;
  const slug = String(post.slug ?? "x");
  return `${config.permalink === "/:slug/" ? "" : "posts/"}${slug}/index.html`;
}

/** All style sheets of the theme. */
export function styleSheet(): string {
  const folder = join(import.meta.dirname, "../../assets/css");
  const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
  return sheets.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}
