import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { card, page, pagePost, postPage, render, bodyOf, resolved } from "./fixtures.ts";
test("dump", () => {
  const post = pagePost({ headline: "指南", featured: true, series: "S", seriesPosts: [card(), card({url:"/blog/b/", title: "B"})], prev: card({title:"P"}), next: card({title: "N"}), related: [card()], cover: resolved({width: 3, height: 4}), image: {src: "x", credit: "C", creditLink: "https://c.d"} });
  const body = { html: ["<h1 id=\"a\">A</h1>\n<p>正文</p>\n"], headings: [{level:1,id:"a",text:"A"},{level:2,id:"b",text:"B"},{level:1,id:"c",text:"C"}] };
  writeFileSync("/tmp/post.html", render({ page: postPage(post), bodies: new Map([[post.path, body]]) }));
  writeFileSync("/tmp/home.html", render({ page: page({ data: { posts: [card(), card({link: "https://x.y", title: "Link"})], paginator: {number:1,total:2,prev:null,next:"/blog/page/2/",pages:[{number:1,url:"/blog/"},{number:2,url:"/blog/page/2/"}]} } }) }));
  writeFileSync("/tmp/feed.xml", render({ page: page({ kind: "feed", url: "/blog/feed.xml", template: "feed.xml.njk", addresses: "absolute", bodies: [card().path], data: { posts: [card()] } }) }));
  writeFileSync("/tmp/feed.json", render({ page: page({ kind: "feed", url: "/blog/feed.json", template: "feed.json.njk", addresses: "absolute", bodies: [card().path], data: { posts: [card()] } }) }));
  for (const t of ["sitemap.xml","robots.txt","404","archive","terms","list","redirect"]) 
    writeFileSync("/tmp/o-"+t, render({ page: page({ kind: "other", template: t+".njk", data: { title: "T", target: "/blog/x/", entries: [{url:"/blog/x/",modified:"2014-08-24T00:00:00+08:00"}], terms: [{name:"a",url:"/blog/tags/a/",count:1}], years: [{year:"2014",posts:[card()]}], posts: [card()] } }) }));
});
