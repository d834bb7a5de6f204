import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import { GOOD_SITE, leftovers, put, treeOf } from "../project.ts";
import { build, cleanTree } from "../run.ts";
import { demandThat, type Scene, type Story } from "./story.ts";

export const mounts: Readonly<Record<string, Story>> = {
  "fs-disk-full": async (scene) => {
    const { project } = scene;
    return await withTmpfs(scene, project.root, async () => {
      put(project, GOOD_SITE);
      const first = await writeAndBuild(30_000);
      expect(first.exit, first.output).toBe(0);
      const before = treeOf(project.dist);
      const full = await writeAndBuild(48_000);
      expect(treeOf(project.dist)).toEqual(before);
      const smaller = await writeAndBuild(10_000);
      expect(smaller.exit, smaller.output).toBe(0);
      expect(treeOf(project.dist)).toEqual(await cleanTree(project));
      return full;
    });

    function writeAndBuild(size: number) {
      for (let post = 0; post < 30; post += 1) {
        const text = `${size} `.repeat(size / 6);
        put(project, { [`posts/p${post}.md`]: `---\ntitle: Post ${post}\ndate: 2014-11-05\n---\n${text}\n` });
      }
      return build(project);
    }
  },

  "fs-dist-is-mount-point": async (scene) => {
    const { project } = scene;
    mkdirSync(project.dist);
    return await withTmpfs(scene, project.dist, async () => {
      const first = await build(project);
      expect(first.exit, first.output).toBe(0);
      put(project, { "posts/good.md": "---\ntitle: Changed\ndate: 2014-08-24\n---\nOther words.\n" });
      const second = await build(project);
      expect(treeOf(project.dist)).toEqual(await cleanTree(project));
      expect(leftovers(project)).toEqual([]);
      return second;
    });
  },
};

async function withTmpfs<T>(scene: Scene, folder: string, use: () => Promise<T>): Promise<T> {
  demandThat(scene, "the right to mount a file system", canMount());
  mount(folder);
  try {
    return await use();
  } finally {
    execFileSync("umount", [folder]);
  }
}

function canMount(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), "inkstone-mount-"));
  try {
    mount(folder);
    execFileSync("umount", [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mount(folder: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m,mode=755", "tmpfs", folder], { stdio: "ignore" });
}
