/**
 * What a page may cost, so that no mistake in a template runs for ever: counted, since a clock is never twice the same.
 */
export type Budget = { steps: number; depth: number };

/** Loop steps and calls of one page. */
export const mostSteps = 5_000_000;
/** Calls, includes and parents within each other. */
export const deepestCall = 200;

// Written out: formatting one number would load the tables of a language, at every start.
export const endless = {
  code: "template/endless",
  message: "This page takes more than 5,000,000 steps; it would hardly end.",
  hint: "look for a loop over too much, or for a macro that calls itself without end.",
};

export const tooDeep = {
  code: "template/too-deep",
  message: `Macros, includes and parents are more than ${deepestCall} deep within each other here.`,
  hint: "look for a macro or a template that calls itself without end.",
};
