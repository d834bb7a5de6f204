/** Modes mean nothing to root: the tool is run as nobody then, in a project that is nobody's. */
import { execFileSync } from "node:child_process";
import { BIN, inkstone, type Run } from "../run.ts";
import { demand, demandThat, type Scene } from "./story.ts";

const NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

/** The words to put before `node`, after the whole project has been given away. */
export function asNobody(scene: Scene): readonly string[] {
  if (process.getuid?.() !== 0) return [];
  demand(scene, "setpriv");
  demandThat(scene, "a checkout that other users may read", canRead());
  execFileSync("chown", ["-R", "65534:65534", scene.project.top]);
  return NOBODY;
}

export function buildAsNobody(scene: Scene): Promise<Run> {
  return inkstone(scene.project, ["build"], { before: asNobody(scene), env: { HOME: scene.project.top } });
}

function canRead(): boolean {
  try {
    execFileSync(NOBODY[0] ?? "", [...NOBODY.slice(1), process.execPath, "--check", BIN], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
