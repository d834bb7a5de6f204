/** Posts that are broken, hostile or merely odd: every one ends as its case says. */
import { cases } from "./case.ts";
import { tryCases } from "./trial.ts";

tryCases(
  "posts",
  cases.filter((one) => one.kind === "post"),
);
