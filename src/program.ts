/** Everything that runs, in one file: so V8 keeps one code cache, and a thread has the same one as the command line. */
export { main, setAsAtStart } from "./cli.ts";

export async function startThread(): Promise<void> {
  const { beginThread } = await import("./worker/begin-thread.ts");
  await beginThread();
}
