import { expect, test } from "vitest";
import { connect } from "../../src/worker/remote.ts";

test("a thread that has ended says so to whoever asks it afterwards", async () => {
  const remote = connect(new URL("file:///no/such/thread.cjs"));
  const ask = () => remote.call({ name: "searchTexts", args: [[]] });
  await expect(ask()).rejects.toThrow(/thread/);
  await expect(ask()).rejects.toThrow(/thread/);
  await remote.close();
});
