/// <reference lib="dom" />

const runs = new Set(["", "module", "importmap", "text/javascript", "application/javascript"]);

/** Everything that runs in a page, but for our own script. A page in which this changes has to be loaded anew. */
export function scriptsOf(page: Document): readonly string[] {
  return [...page.querySelectorAll("script")]
    .filter((script) => runs.has(script.type) && !script.getAttribute("src")?.startsWith("/__inkstone/"))
    .map((script) => `${script.type} ${script.getAttribute("src") ?? script.textContent}`);
}
