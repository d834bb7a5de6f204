import type { Look } from "../source/look.ts";

export class GivenUp extends Error {}

/** A look in idle time ends when it rings: somebody waits. */
export function givingUp(look: Look, signal: AbortSignal | null): Look {
  if (signal === null) return look;
  return {
    ...look,
    read: (file, as, make) => {
      if (signal.aborted) throw new GivenUp();
      return look.read(file, as, make);
    },
  };
}
