/**
 * What V8 is told for the time of a build. It is told late: under any other setting than those it has started with, what
 * Node keeps compiled of itself does not fit, so that one of its modules takes two to three times as long to load, and
 * a thread twice as long to start; nor does what is kept of this program.
 */
import v8 from "node:v8";

/** From this many unknown posts on, memory runs out before patience does. */
const hugeSite = 30_000;

/** From this many on, what V8 would take before it looks for garbage is a large part of all. */
const largeSite = 5000;

/**
 * Most builds are over in a second or two: to optimize code as early as V8 11 (Node 20) does costs more than it saves
 * before the end, a tenth of the time of a thousand posts; of ten thousand it is nothing either way. Those of Node 24
 * and 26 are more patient by themselves: there it is a twentieth of a hundred posts at most.
 */
const isHasty = process.versions.v8.startsWith("11.");

/** To be called when what is needed of Node is loaded. No thread may be started afterwards without `setAsAtStart`. */
export function setForBuild(unknownPosts = 0): void {
  if (isHasty) v8.setFlagsFromString("--interrupt-budget=540000");
  // V8 forgets the code of what has not run for a while, first of all that which runs once at a start. Then it would not
  // be in what is kept of the program either, and each later start would compile it anew.
  v8.setFlagsFromString("--no-flush-bytecode");
  // Garbage is collected sooner: a hundred thousand posts then take a quarter less memory, and a tenth more time; ten
  // thousand a tenth less.
  if (unknownPosts > largeSite) v8.setFlagsFromString(`--heap-growing-percent=${unknownPosts > hugeSite ? 40 : 100}`);
}

/** Undoes it, before threads start and before the program is kept: both are for the settings of the start. */
export function setAsAtStart(): void {
  if (isHasty) v8.setFlagsFromString("--interrupt-budget=67584");
  v8.setFlagsFromString("--flush-bytecode");
  v8.setFlagsFromString("--heap-growing-percent=0");
}
