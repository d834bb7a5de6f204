/** Everything that runs, in one file: so V8 keeps one code cache, and a thread has the same one as the command line. */
export { main, setAsAtStart } from "./cli.ts";

export async function startThread(): Promise<void> {
  const { beginThread } = await import("./worker/begin-thread.ts");
  await beginThread();
}

/** What `compile.cjs` keeps of our templates. */
export async function treesOf(texts: readonly string[]): Promise<unknown> {
  const { parseAll } = await import("./page/templates/parse.ts");
  const { keepTrees } = await import("./page/templates/own-trees.ts");
  return keepTrees(parseAll(texts));
}
