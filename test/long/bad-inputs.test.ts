/** The cases whose steps ask for hundreds of rounds, with all of them. */
import { caseOf } from "../bad-inputs/case.ts";
import { tryCases } from "../bad-inputs/trial.ts";

tryCases(
  "with every round",
  [
    "tpl-error-in-5000-posts",
    "fs-few-descriptors",
    "fs-kill-at-nth-rename",
    "fs-kill-random",
    "fs-two-builds",
    "fs-incremental-equals-clean",
    "fs-signals",
  ].map(caseOf),
);
