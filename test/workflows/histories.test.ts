import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "@temporalio/worker";
import { expect, test } from "vitest";
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

test("there are histories of a run that ended, was stopped, failed and looped", () => {
  expect(files.length).toBeGreaterThanOrEqual(4);
});
