import type { Problem } from "../model.ts";
import { vanishedAddress } from "./readers.ts";

/** 1 for errors, 3 for warnings where they count, and for what is an error only there; else 0. */
export function verdict(problems: readonly Problem[], strict: boolean): number {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => !strict || code !== vanishedAddress)) return 1;
  return strict && problems.length > 0 ? 3 : 0;
}
