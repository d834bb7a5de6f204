/**
 * Other generators, where they are installed: each makes the same blog of the same posts. `HUGO` names a Hugo that is
 * not on the path.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const hugo = process.env.HUGO ?? "hugo";

export const peers = [
  {
    name: "Hugo",
    version: () => /v\d+\.\d+\.\d+/.exec(spawnSync(hugo, ["version"], { encoding: "utf8" }).stdout ?? "")?.[0] ?? null,
    lay(folder, posts) {
      const put = (file, text) => {
        const full = path.join(folder, file);
        fs.mkdirSync(path.dirname(full), { recursive: true });
        fs.writeFileSync(full, text);
      };
      for (const { slug, text } of posts)
        put(`content/posts/${slug}.md`, text.replace(/^category: (.*)$/m, "categories: [$1]"));
      put(
        "hugo.toml",
        'baseURL = "https://example.com/"\ntitle = "Bench"\nhasCJKLanguage = true\ndisableKinds = ["section", "taxonomy", "404"]\nrssLimit = 20\n' +
          '[pagination]\npagerSize = 10\n[taxonomies]\ntag = "tags"\ncategory = "categories"\n[outputs]\nhome = ["html", "rss"]\nterm = ["html"]\n' +
          "[markup.highlight]\ncodeFences = HIGHLIGHT\nnoClasses = false\n[markup.goldmark.renderer]\nunsafe = true\n",
      );
      const page = (main) =>
        `<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>` +
        `<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}"></head>\n<body><nav>{{ range site.Taxonomies.categories }}<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a>{{ end }}</nav>\n<main>${main}</main></body></html>\n`;
      const link =
        '<li><time>{{ .Date.Format "2006-01-02" }}</time> <a href="{{ .RelPermalink }}">{{ .Title }}</a></li>';
      put(
        "layouts/_default/single.html",
        page(
          '<article><h1>{{ .Title }}</h1>{{ .Content }}<p>{{ range .Params.tags }}<a href="/tags/{{ . | urlize }}/">{{ . }}</a> {{ end }}</p>' +
            '{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</article>',
        ),
      );
      put("layouts/_default/list.html", page(`<h1>{{ .Title }}</h1><ul>{{ range .Pages }}${link}{{ end }}</ul>`));
      put("layouts/index.html", page(`<ul>{{ range (.Paginate site.RegularPages).Pages }}${link}{{ end }}</ul>`));
      put(
        "layouts/_default/rss.xml",
        '<rss version="2.0"><channel><title>Bench</title>{{ range first 20 site.RegularPages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Content | html }}</description></item>{{ end }}</channel></rss>',
      );
    },
    set(folder, highlight) {
      const file = path.join(folder, "hugo.toml");
      fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/codeFences = \w+/, `codeFences = ${highlight}`));
    },
    command: (folder, out) => [hugo, ["--source", folder, "--destination", out, "--noBuildLock", "--logLevel", "warn"]],
    leftovers: ["resources", ".hugo_build.lock"],
  },
].filter(({ version }) => version() !== null);
