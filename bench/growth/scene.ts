import { commandContext } from "../../src/cli/with-database.ts";
import { parseCampaign } from "../../src/contract/campaign.ts";
import type { Database } from "../../src/db/core/database.ts";
import { withRendererPool } from "../../src/rendering/pool.ts";
import { loadCampaign } from "../../src/services/examples/examples.ts";

/** How many workflows share the runs; the first has six in ten of them. */
export const workflowCount = 20;
/** How many types share the events; the first has four in ten of them. */
export const typeCount = 50;
/** A type that had its last event long ago, and one that never had any. */
export const rareType = "growthRare";
export const unusedType = "growthUnused";

export const typeKey = (n: number): string => `growthType${n}`;
export const workflowName = (n: number): string => `Growth ${n}`;

const definition = {
  blocks: [
    { id: "start", kind: "start" },
    { id: "mark", kind: "addToSegment", config: { segment: "Growth" } },
    {
      id: "mail",
      kind: "sendEmail",
      config: { subject: "Growth", html: "<p>{{ event.keyValue }}</p>", transactional: true },
    },
    { id: "end", kind: "end" },
  ],
  edges: [
    { from: "start", to: "mark" },
    { from: "mark", to: "mail" },
    { from: "mail", to: "end" },
  ],
};

/** Event types and active workflows, through the same service as any campaign. */
export async function makeScene(db: Database): Promise<void> {
  const types = [...Array.from({ length: typeCount }, (_, n) => typeKey(n)), rareType, unusedType];
  const campaign = {
    eventTypes: types.map((key) => ({ key, name: key })),
    workflows: Array.from({ length: workflowCount }, (_, n) => ({
      name: workflowName(n),
      definition,
      bindings: [{ role: "start", eventTypeKey: typeKey(n), frequency: { kind: "once" } }],
      activate: true,
    })),
  };
  const parsed = parseCampaign(JSON.stringify(campaign));
  await withRendererPool((renderer) => loadCampaign(commandContext(db, renderer), parsed));
}
