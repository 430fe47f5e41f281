import { contextOf } from "./context.ts";
import { updateWorkflowBody } from "../../src/contract/api/workflow.ts";
import { parseCampaign } from "../../src/contract/campaign.ts";
import type { Database } from "../../src/db/core/database.ts";
import { loadCampaign } from "../../src/services/examples/examples.ts";
import { publishWorkflow } from "../../src/services/workflows/publish.ts";
import { getWorkflow, updateWorkflow } from "../../src/services/workflows/workflows.ts";

export interface MadeWorkflow {
  id: string;
  versionId: string;
  /** Of its bindings, in the order given. */
  bindings: string[];
}

const atOnce = {
  blocks: [
    { id: "start", kind: "start" },
    { id: "end", kind: "end" },
  ],
  edges: [{ from: "start", to: "end" }],
};

/** A start on the event type "order", each time. */
export const startOnOrder = { role: "start", eventTypeKey: "order", frequency: { kind: "each" } };

/** Makes an active workflow, through the same parsing and services as the API. */
export async function makeWorkflow(
  db: Database,
  given: {
    name?: string;
    definition?: object;
    bindings?: object[];
    stopRules?: object[];
    activate?: boolean;
  } = {},
): Promise<MadeWorkflow> {
  const { definition = atOnce, bindings = [startOnOrder], activate = true, stopRules = [] } = given;
  const name = given.name ?? `Workflow ${Math.random().toString(36).slice(2)}`;
  const keys = [
    ...new Set(
      bindings.flatMap((binding) => (binding as { eventTypeKey?: string }).eventTypeKey ?? []),
    ),
  ];
  const campaign = parseCampaign(
    JSON.stringify({
      eventTypes: keys.map((key) => ({ key, name: key })),
      workflows: [{ name, definition, bindings, stopRules, activate }],
    }),
  );
  const [made] = (await loadCampaign(contextOf(db), campaign)).workflows;
  const id = made?.id ?? "";
  const rows = await db.query<{ id: string }>(
    "select id from bindings where workflow_id = $1 order by created_at, id",
    [id],
  );
  const versions = await db.query<{ id: string }>(
    "select id from workflow_versions where workflow_id = $1 order by number desc",
    [id],
  );
  return { id, versionId: versions[0]?.id ?? "", bindings: rows.map((row) => row.id) };
}

/** Publishes another draft of a workflow, through the same services as the API. */
export async function publishDraft(db: Database, id: string, draft: object): Promise<void> {
  const context = contextOf(db);
  const { draftRevision } = await getWorkflow(context, id);
  await updateWorkflow(context, id, updateWorkflowBody.parse({ draft, draftRevision }));
  await publishWorkflow(context, id);
}
