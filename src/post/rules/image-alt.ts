import type { Position } from "../../model.ts";
import { type Env, warn } from "./env.ts";

/** An image that says nothing to those who do not see it. */
export function warnNoAlt(env: Env, at: Position): void {
  warn(env, at, {
    code: "image/no-alt",
    message: "This image has no words for those who cannot see it.",
    hint: 'say in the brackets what it shows, `![…](…)`; for mere decoration write `<img alt="" src="…">`.',
  });
}
