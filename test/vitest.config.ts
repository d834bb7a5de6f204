import path from "node:path";
import { defineConfig } from "vitest/config";

/** `npm test` is everything but `test/long`, which `npm run test:long` is. */
const long = process.env.INKSTONE_LONG === "1";

export default defineConfig({
  test: {
    root: path.dirname(import.meta.dirname),
    include: long ? ["test/long/**/*.test.ts"] : ["test/**/*.test.ts"],
    exclude: long ? [] : ["test/long/**"],
    // Stages keep nothing between calls, so files may share a module graph; it makes the run three times shorter.
    isolate: false,
    maxWorkers: 2,
    testTimeout: long ? 1_200_000 : 60_000,
    hookTimeout: 120_000,
  },
});
