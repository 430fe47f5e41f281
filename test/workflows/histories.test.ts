import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "@temporalio/worker";
import { expect, test } from "vitest";
import { interpreterBuildId } from "../../src/domain/interpreter.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { workflowBundle } from "../../src/worker/workflow-bundle.ts";

const folder = join(projectRoot, "test", "workflows", "histories");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

// A run may wait for years: whatever interpreter it began with, today's must take the same way.
test.each(files)("a run recorded earlier replays on today's interpreter: %s", async (file) => {
  const history: unknown = JSON.parse(readFileSync(join(folder, file), "utf8"));
  await Worker.runReplayHistory(
    { workflowBundle: await workflowBundle() },
    history,
    `recorded/${file}`,
  );
});

test("there are histories of every interpreter there has been, and of two that shared a run", () => {
  const byFile = files.map((file) => {
    const builds = readFileSync(join(folder, file), "utf8").matchAll(/"buildId": "([^"]+)"/g);
    return new Set([...builds].map(([, build = ""]) => build));
  });
  const newest = numberIn(interpreterBuildId);
  const numbers = new Set(byFile.flatMap((builds) => [...builds].map(numberIn)));
  expect([...numbers].toSorted()).toEqual(Array.from({ length: newest }, (_, place) => place + 1));
  const shared = byFile.filter(
    (builds) => [...builds].filter((build) => /^\d.*campanile/.test(build)).length > 1,
  );
  expect(shared).toHaveLength(1);
});

/** The first interpreters said nothing of themselves. */
function numberIn(build: string): number {
  return Number(/campanile-(\d+)$/.exec(build)?.[1] ?? 1);
}
