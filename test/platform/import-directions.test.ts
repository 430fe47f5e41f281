import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A file, and an import that it must not have. */
const forbidden: [string, string][] = [
  ["src/domain/a.ts", "../contract/event.ts"],
  ["src/domain/a.ts", "../platform/ports.ts"],
  ["src/domain/a.ts", "node:fs"],
  ["src/domain/a.ts", "pg"],
  ["src/blocks/a.ts", "../contract/event.ts"],
  ["src/blocks/a.ts", "../db/core/database.ts"],
  ["src/contract/a.ts", "../db/core/database.ts"],
  ["src/contract/a.ts", "express"],
  ["src/db/a.ts", "../services/events/send.ts"],
  ["src/contract/a.ts", "../rendering/limits.ts"],
  ["src/db/a.ts", "../rendering/limits.ts"],
  ["src/rendering/a.ts", "../services/events/send.ts"],
  ["src/rendering/work/a.ts", "../../db/core/database.ts"],
  ["src/services/events/a.ts", "../../rendering/work/email.ts"],
  ["src/services/events/a.ts", "../../domain/template.ts"],
  ["src/services/events/a.ts", "cheerio"],
  ["src/activities/a.ts", "../rendering/lane.ts"],
  ["src/api/a.ts", "liquidjs"],
  ["src/worker/a.ts", "../rendering/work/email.ts"],
  ["src/services/events/a.ts", "../../api/route.ts"],
  ["src/services/events/a.ts", "../../workflows/run.ts"],
  ["src/ingest/a.ts", "../services/events/send.ts"],
  ["src/ingest/a.ts", "../rendering/renderer.ts"],
  ["src/contract/a.ts", "../platform/ports.ts"],
  ["src/services/events/a.ts", "pg"],
  ["src/ingest/a.ts", "../dispatch/dispatcher.ts"],
  ["src/dispatch/a.ts", "../api/route.ts"],
  ["src/dispatch/a.ts", "../workflows/run.ts"],
  ["src/channels/email/a.ts", "../../activities/types.ts"],
  ["src/blocks/a.ts", "../channels/open.ts"],
  ["src/db/a.ts", "../channels/email/adapter.ts"],
  ["src/services/events/a.ts", "../../channels/email/adapter.ts"],
  ["src/channels/a/description.ts", "./adapter.ts"],
  ["src/channels/a/description.ts", "../../blocks/message.ts"],
  ["src/channels/a/description.ts", "nodemailer"],
  ["src/api/a.ts", "../db/events/events.ts"],
  ["src/api/routes/a.ts", "../../db/events/events.ts"],
  ["src/api/a.ts", "knex"],
  ["src/api/a.ts", "../dispatch/dispatcher.ts"],
  ["src/api/a.ts", "@temporalio/workflow"],
  ["src/platform/a.ts", "../db/core/database.ts"],
  ["src/workflows/a.ts", "../db/core/database.ts"],
  ["src/workflows/a.ts", "../services/events/send.ts"],
  ["src/workflows/a.ts", "../activities/types.ts"],
  ["src/workflows/a.ts", "node:crypto"],
  ["src/cli/a.ts", "../worker.ts"],
  ["web/src/a.ts", "../../src/services/events/send.ts"],
  ["web/src/pages/home/a.ts", "../../../../src/blocks/widgets.ts"],
  ["web/src/a.ts", "../../src/contract/definition.ts"],
  ["web/src/api/a.ts", "../../../src/contract/api/session.ts"],
  ["web/src/a.ts", "../../src/domain/template.ts"],
];

const allowed: [string, string][] = [
  ["src/services/events/a.ts", "../../ingest/ingest.ts"],
  ["src/activities/a.ts", "../ingest/ingest.ts"],
  ["src/blocks/a.ts", "../channels/email/description.ts"],
  ["src/contract/a.ts", "../channels/registry.ts"],
  ["src/db/a.ts", "../channels/registry.ts"],
  ["src/services/events/a.ts", "../../channels/registry.ts"],
  ["src/channels/a/description.ts", "../description.ts"],
  ["src/channels/a/description.ts", "../../domain/identity.ts"],
  ["src/domain/a.ts", "node:crypto"],
  ["src/domain/a.ts", "./graph.ts"],
  ["src/contract/a.ts", "../blocks/registry.ts"],
  ["src/services/bindings/a.ts", "../workflows/require.ts"],
  ["src/services/events/a.ts", "../../rendering/renderer.ts"],
  ["src/rendering/a.ts", "../domain/facts.ts"],
  ["src/rendering/work/a.ts", "cheerio"],
  ["src/services/events/a.ts", "../../db/core/database.ts"],
  ["src/api/a.ts", "../db/core/database.ts"],
  ["src/workflows/a.ts", "@temporalio/workflow"],
  ["src/workflows/a.ts", "../domain/plan.ts"],
  ["src/cli/a.ts", "../api/route.ts"],
  ["web/src/a.ts", "../../src/domain/schedule.ts"],
  ["web/src/api/a.ts", "../../../src/contract/roles.ts"],
];

/** Lints one file per import, with the project's own configuration, and tells which are refused. */
async function refused(cases: [string, string][]): Promise<string[]> {
  const folder = await temporaryFolder();
  const config = JSON.parse(await readFile(join(projectRoot, ".oxlintrc.json"), "utf8")) as object;
  // Directions need no types, and the files have no tsconfig.
  const untyped = { ...config, options: {} };
  await writeFile(join(folder, ".oxlintrc.json"), JSON.stringify(untyped));
  for (const [index, [file, specifier]] of cases.entries()) {
    const path = join(folder, file.replace(/\ba(?=\.ts$|\/)/, `case${index}`));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `import { it } from "${specifier}";\nexport const that = it;\n`);
  }
  const oxlint = join(projectRoot, "node_modules", "oxlint", "bin", "oxlint");
  const args = [oxlint, "--format", "json", "-A", "all", "src", "web"];
  const result = (await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (error: unknown) => error,
  )) as { stdout: string };
  const { diagnostics } = JSON.parse(result.stdout) as {
    diagnostics: { code: string; filename: string }[];
  };
  const faulty = new Set(
    diagnostics
      .filter(({ code }) => code.includes("no-restricted-imports"))
      .map(({ filename }) => Number(/case(\d+)/.exec(filename)?.[1])),
  );
  return cases.filter((_, index) => faulty.has(index)).map((one) => one.join(" ← "));
}

test("the linter refuses every import that points the wrong way", async () => {
  expect(await refused(forbidden)).toEqual(forbidden.map((one) => one.join(" ← ")));
});

test("the linter lets the imports through that point the right way", async () => {
  expect(await refused(allowed)).toEqual([]);
});
