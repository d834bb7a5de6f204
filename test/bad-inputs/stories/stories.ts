/** The cases that are told in steps, in code; the key is the id of the case. */
import { commandLine } from "./command-line.ts";
import { crashes } from "./crashes.ts";
import { limits } from "./limits.ts";
import { mounts } from "./mounts.ts";
import { ownership } from "./ownership.ts";
import { permissions } from "./permissions.ts";
import { sameness } from "./sameness.ts";
import { store } from "./store.ts";
import type { Story } from "./story.ts";

export const stories: Readonly<Record<string, Story>> = {
  ...commandLine,
  ...crashes,
  ...limits,
  ...mounts,
  ...ownership,
  ...permissions,
  ...sameness,
  ...store,
};
