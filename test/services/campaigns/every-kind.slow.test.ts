import { expect, test } from "vitest";
import { blockKinds } from "../../../src/blocks/registry.ts";
import { builtInChannels } from "../../../src/channels/registry.ts";
import { parseCampaign } from "../../../src/contract/campaign.ts";
import { exportWorkflows } from "../../../src/services/campaigns/export-many.ts";
import { importOrTry } from "../../../src/services/campaigns/import.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { inARow } from "../../support/definitions.ts";

/** A channel that is not set up lets nothing be published that sends by it. */
const setUp = builtInChannels();
const kinds = [...blockKinds.values()].filter(
  ({ role, channel }) =>
    (role === "step" || role === "wait") && (channel === undefined || setUp.has(channel)),
);

/** With the settings of a fresh one and of its example. */
const workflows = kinds.map(({ kind, fresh = {}, example = {} }) => {
  const definition = inARow({ id: "block", kind, config: { ...fresh, ...example } }) as {
    blocks: { kind: string; config?: object }[];
  };
  const blocks = definition.blocks.map((block) =>
    block.kind === "startWorkflow" ? { ...block, config: { workflow: "A branch" } } : block,
  );
  return { name: `A ${kind}`, definition: { ...definition, blocks }, bindings: [] };
});

async function loadedFrom(file: object): Promise<string> {
  const { db } = await testDatabase();
  const context = contextOf(db);
  const campaign = parseCampaign(JSON.stringify(file));
  const options = { dryRun: false, onConflict: "keep", sampleData: false, state: "draft" } as const;
  await importOrTry(context, campaign, options);
  return JSON.stringify(await exportWorkflows(context, [], { active: true }));
}

test("a workflow of every kind of block comes out of another instance byte for byte", async () => {
  const exported = await loadedFrom({ workflows });
  const file = JSON.parse(exported) as { workflows: object[]; warnings: string[] };
  expect(file.workflows).toHaveLength(kinds.length);
  expect(kinds.length).toBeGreaterThan(25);
  expect(file.warnings).toEqual([]);
  expect(await loadedFrom(file)).toBe(exported);
});
