import { v7 } from "uuid";
import type { Campaign } from "../../contract/campaign.ts";
import * as rows from "../../db/campaign-rows.ts";
import type { Database } from "../../db/database.ts";
import { joined } from "../../db/joined.ts";
import { createBinding } from "../bindings/create.ts";
import { activateWorkflow } from "../workflows/activate.ts";
import { createWorkflow } from "../workflows/create.ts";
import { publishWorkflow } from "../workflows/publish.ts";

export interface LoadedWorkflow {
  id: string;
  name: string;
  outcome: "made" | "was_there";
}

/**
 * Brings a campaign in, all of it or nothing. What is there by its name stays as it is, so that
 * loading again changes nothing.
 */
export async function loadCampaign(db: Database, campaign: Campaign): Promise<LoadedWorkflow[]> {
  return db.tx(async (sql) => {
    await rows.lockCampaigns(sql);
    for (const type of campaign.eventTypes) await rows.ensureEventType(sql, v7(), type);
    for (const name of campaign.segments) await rows.ensureSegment(sql, v7(), name);
    for (const topic of campaign.topics) await rows.ensureTopic(sql, v7(), topic);
    for (const pool of campaign.promoPools) await rows.ensurePool(sql, v7(), pool);
    for (const contact of campaign.contacts) await rows.ensureContact(sql, v7(), contact);
    for (const order of campaign.orders) await rows.ensureOrder(sql, v7(), order);
    const loaded: LoadedWorkflow[] = [];
    for (const workflow of campaign.workflows) {
      const { name } = workflow;
      const there = await rows.workflowIdByName(sql, name);
      if (there !== undefined) loaded.push({ id: there, name, outcome: "was_there" });
      else loaded.push({ id: await makeWorkflow(joined(sql), workflow), name, outcome: "made" });
    }
    return loaded;
  });
}

async function makeWorkflow(
  db: Database,
  workflow: Campaign["workflows"][number],
): Promise<string> {
  const { name, tags, definition, bindings, stopRules, activate } = workflow;
  const { id } = await createWorkflow(db, { name, tags, draft: definition, stopRules });
  for (const binding of bindings) await createBinding(db, id, binding);
  await publishWorkflow(db, id);
  if (activate) await activateWorkflow(db, id);
  return id;
}
