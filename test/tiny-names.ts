/** The names tiny sites are made of: few, and each there for a reason. */

export const postPaths = [
  "posts/2014-08-24-mesoscon-2014.md",
  "posts/2015-01-02-集群.md",
  "posts/2015-01-02-Docker.md",
  // The same post in a language of its own, where the site has an edition in it.
  "posts/2015-01-02-Docker.ja.md",
  "posts/2016/2016-03-04-容器 笔记.md",
  // A page bundle: pictures and code lie beside it.
  "posts/2017-05-06-bundle/index.md",
  // As some disks and archives write it: in parts.
  "posts/2018-07-08-Café.md".normalize("NFD"),
  "posts/deep/er/2019-01-01-深.markdown",
  // One slug in two folders: they clash where the address has no date or category.
  "posts/2020-02-02-twin.md",
  "posts/other/2020-02-03-Twin.md",
  "posts/2020-02-02-c++.md",
  // Still in the future.
  "posts/2099-01-01-以后.md",
  "pages/about.md",
  "pages/链接.md",
] as const;

export const images = [
  "assets/images/a.svg",
  // One file with the first on a disk that knows no case.
  "assets/images/A.svg",
  "assets/images/图 片.svg",
  "posts/2017-05-06-bundle/图.svg",
  "posts/2016/beside.svg",
] as const;

/** Spellings of few terms: by case, width and Unicode form, and four that a careless slug takes for one. */
export const terms = [
  "Docker",
  "docker",
  "ＤＯＣＫＥＲ",
  "集群",
  "Café".normalize("NFC"),
  "Café".normalize("NFD"),
  "C",
  "C++",
  "C#",
  ".NET",
  "a b",
  // In another order by sound, by stroke and by code.
  "阿里",
  "中文",
  "Q & <A>",
  "한국어".normalize("NFD"),
  "한국어",
] as const;

export const titles = [
  "MesosCon 2014 见闻",
  "集群调度",
  "Ａ ｗｉｄｅ title",
  "Café".normalize("NFD"),
  "<script>alert(1)</script> & \"quotes\" 'n' more",
  "𠮷野家 👨‍👩‍👧",
  "100% {{ site.title }} {% raw %}",
  "x",
] as const;

/** What links of posts aim at: files, addresses, anchors, things that are not there. */
export const targets = [
  "2015-01-02-集群.md",
  "2015-01-02-集群.md#第一天",
  "2014-08-24-mesoscon-2014.md#another",
  "../2014-08-24-mesoscon-2014.md",
  "2017-05-06-bundle/index.md",
  "posts/2018-07-08-Café.md",
  "2099-01-01-以后.md",
  "/tags/docker/",
  "/archive/",
  "/nowhere/",
  "#第一天",
  "#no-such",
  "https://example.com/a?b=c&d=“引号”",
] as const;
