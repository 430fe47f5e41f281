import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCampaign } from "../../src/contract/campaign.ts";
import { AppError } from "../../src/contract/errors.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { exportWorkflows } from "../../src/services/campaigns/export-many.ts";
import { loadCampaign } from "../../src/services/examples/examples.ts";
import { campanile, campanileHere } from "../support/campanile-cli.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const examples = join(projectRoot, "examples");
const exampleFile = (name: string) => join(examples, name, "campaign.json");

async function allExamples() {
  const { db, url } = await testDatabase();
  const entries = await readdir(examples, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const campaign = parseCampaign(await readFile(exampleFile(name), "utf8"), name);
    await loadCampaign(contextOf(db), campaign);
  }
  return { db, url };
}

test("what is exported, loaded into an empty database and exported again is the same", async () => {
  const first = await allExamples();
  const exported = await exportWorkflows(contextOf(first.db), [], { active: true });
  expect(exported.workflows.length).toBeGreaterThan(7);
  expect(exported.workflows.some(({ activate }) => activate)).toBe(true);
  const second = await testDatabase();
  // As a file holds it.
  await loadCampaign(contextOf(second.db), parseCampaign(JSON.stringify(exported)));
  const again = await exportWorkflows(contextOf(second.db), [], { active: true });
  expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(exported)));
});

test("without --active nothing that is loaded is active, and one can be named by name or id", async () => {
  const { db } = await allExamples();
  const [welcome] = await db.query<{ id: string }>(
    "select id from workflows where name = 'Welcome series'",
  );
  const byName = await exportWorkflows(contextOf(db), ["Welcome series"], { active: false });
  expect(byName).toMatchObject({ workflows: [{ name: "Welcome series", activate: false }] });
  const byId = await exportWorkflows(contextOf(db), [welcome?.id ?? ""], { active: false });
  expect(byId).toEqual(byName);
  await expect(
    exportWorkflows(contextOf(db), ["Welcome series", "Nowhere", "Never"], { active: false }),
  ).rejects.toThrow(new AppError("not_found", 'there is no workflow "Nowhere", "Never"'));
});

test("the command line loads, tries first and exports to a file, by files and pipes", async () => {
  const { url: DATABASE_URL, db } = await testDatabase();
  const ask = (args: string[]) => campanileHere({ DATABASE_URL }, args);
  const tried = await ask(["load", "--dry-run", "--json", exampleFile("welcome-series")]);
  expect(JSON.parse(tried.stdout)).toMatchObject({
    dryRun: true,
    workflows: [{ id: null, name: "Welcome series", outcome: "made" }],
  });
  expect(await db.query("select 1 from workflows")).toEqual([]);
  const input = await readFile(exampleFile("welcome-series"), "utf8");
  const loaded = await campanile({ DATABASE_URL }, ["load", "-", "--drafts"], input);
  expect(loaded.stdout).toMatch(/^made .* Welcome series\n$/);
  expect(await db.query("select status from workflows")).toEqual([{ status: "draft" }]);

  const output = join(await temporaryFolder(), "all.json");
  await writeFile(output, "what was there");
  const written = await ask(["export", "--output", output, "--json"]);
  expect(JSON.parse(written.stdout)).toEqual({ output, workflows: 1, warnings: [] });
  const printed = await ask(["export"]);
  expect(printed.stdout).toBe(await readFile(output, "utf8"));
  expect(parseCampaign(printed.stdout).workflows).toHaveLength(1);
});

test("a campaign with faults makes nothing, and each is told with its place", async () => {
  const file = join(await temporaryFolder(), "wrong.json");
  await writeFile(file, JSON.stringify({ workflows: [{ name: "", bindings: [] }], colour: "red" }));
  const { code, stderr } = await campanileHere({}, ["load", file, "--json"]);
  expect(code).toBe(2);
  const { error } = JSON.parse(stderr) as { error: { faults: { path: string }[] } };
  expect(error.faults.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["workflows[0].name", "workflows[0].definition", "colour"]),
  );
});
