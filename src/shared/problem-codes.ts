/** What can be said of a site's files, for `checks:` in `site.yml` to set. A test compares them with the sources. */
const families: Readonly<Record<string, string>> = {
  card: "no-such-post",
  chart: "bad-data",
  code: "no-such-line unknown-language",
  component: "missing-argument not-closed not-found not-understood unknown-argument",
  compat: "not-understood",
  data: "bad-csv bad-json duplicate-key forbidden-key not-read same-name short-row",
  deploy: "vanished-address",
  "front-matter":
    "alias-of-itself alias-pattern bad-alias bad-boolean bad-date bad-fence bad-file-date bad-language bad-layout bad-link bad-permalink bad-slug blank-first build comment complex-key control-character cycle duplicate-key empty-file empty-term expires-before-date fence-blanks forbidden-key fullwidth-colon fullwidth-key fullwidth-space language modified-before-date nesting never-closed no-date no-fences no-opening no-title not-a-map one-series post-too-long second-document tab term-separator terms-as-text toml too-long too-many-values two-spellings unknown-key unknown-tag windows-name wrong-type yaml",
  image: "no-alt not-found",
  include: "not-found",
  layout: "not-found",
  link: "no-anchor no-such-post not-found outside-base relative to-withheld",
  markdown:
    "dash-line fence-not-closed full-width-hash heading-without-space heading-without-words link-runs-on list-mark unused-footnote",
  math: "not-asked-for not-understood",
  page: "namesake same-address",
  source:
    "bad-cascade cascade changed-meanwhile not-a-file not-a-post not-in-encoding not-utf8 symlink too-large unreadable",
  template:
    "asynchronous bad-loop bad-name call-failed changes-data cycle empty endless forbidden-member no-parent-block not-a-function not-a-list not-exported not-found outside-blocks prints-function prints-object same-block syntax too-deep too-long unknown-block unknown-filter unknown-member unknown-test unknown-variable unused",
  terms: "merged",
};

export const problemCodes: ReadonlySet<string> = new Set(
  Object.entries(families).flatMap(([family, names]) => names.split(" ").map((name) => `${family}/${name}`)),
);
