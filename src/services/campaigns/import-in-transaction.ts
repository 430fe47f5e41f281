import { v7 } from "uuid";
import type { ImportResult } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import * as rows from "../../db/workflows/campaign-rows.ts";
import type { Database, Sql } from "../../db/core/database.ts";
import { nestedTransaction } from "../../db/core/nested-transaction.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { createBinding } from "../bindings/create.ts";
import { activateWorkflow } from "../workflows/activate.ts";
import { createWorkflow } from "../workflows/create.ts";
import { publishWorkflow } from "../workflows/publish.ts";
import { freeName } from "../workflows/free-name.ts";

export interface CampaignImportOptions {
  /** A workflow whose name is taken: the one that is there stays and is all there is, or a copy is made. */
  onConflict: "keep" | "copy";
  /** Whether the file's contacts and orders come too. */
  sampleData: boolean;
  /** As drafts; published and active; or published, and active where the file says so. */
  state: "draft" | "active" | "as the file says";
}

type Workflow = Campaign["workflows"][number];

/**
 * Brings a campaign in. What is there by its name stays as it is, so that doing it again changes
 * nothing.
 */
export async function importInTransaction(
  sql: Sql,
  renderer: Renderer,
  campaign: Campaign,
  options: CampaignImportOptions,
): Promise<ImportResult> {
  await rows.lockCampaigns(sql);
  const { eventTypes, segments, topics, promoPools, partials } = campaign;
  const [contacts, orders] = options.sampleData ? [campaign.contacts, campaign.orders] : [[], []];
  const made = {
    eventTypes: await createMissing(eventTypes, (one) => rows.ensureEventType(sql, v7(), one)),
    segments: await createMissing(segments, (one) => rows.ensureSegment(sql, v7(), one)),
    topics: await createMissing(topics, (one) => rows.ensureTopic(sql, v7(), one)),
    promoPools: await createMissing(promoPools, (one) => rows.ensurePool(sql, v7(), one)),
    partials: await createMissing(partials, (one) => rows.ensurePartial(sql, one)),
    contacts: await createMissing(contacts, (one) => rows.ensureContact(sql, v7(), one)),
    orders: await createMissing(orders, (one) => rows.ensureOrder(sql, v7(), one)),
  };
  const workflows: ImportResult["workflows"] = [];
  for (const workflow of campaign.workflows) {
    workflows.push(await importWorkflow(sql, renderer, workflow, options));
  }
  return {
    workflows,
    made: {
      eventTypes: made.eventTypes.map(({ key }) => key),
      segments: made.segments,
      topics: made.topics.map(({ key }) => key),
      promoPools: made.promoPools.map(({ name }) => name),
      partials: made.partials.map(({ name }) => name),
      contacts: made.contacts.length,
      orders: made.orders.length,
    },
    warnings: campaign.warnings,
  };
}

async function createMissing<Item>(
  items: readonly Item[],
  ensure: (item: Item) => Promise<boolean>,
): Promise<Item[]> {
  const made: Item[] = [];
  for (const item of items) if (await ensure(item)) made.push(item);
  return made;
}

async function importWorkflow(
  sql: Sql,
  renderer: Renderer,
  workflow: Workflow,
  options: CampaignImportOptions,
): Promise<ImportResult["workflows"][number]> {
  const { name } = workflow;
  const there = await rows.workflowIdByName(sql, name);
  if (there !== undefined && options.onConflict === "keep") {
    return { id: there, name, was: name, outcome: "was_there" };
  }
  const called = there === undefined ? name : await freeName(sql, name);
  const id = await makeWorkflow(
    nestedTransaction(sql),
    renderer,
    { ...workflow, name: called },
    options.state,
  );
  return { id, name: called, was: name, outcome: called === name ? "made" : "renamed" };
}

async function makeWorkflow(
  db: Database,
  renderer: Renderer,
  { name, tags, definition, bindings, stopRules, activate }: Workflow,
  state: CampaignImportOptions["state"],
): Promise<string> {
  const id = await createWorkflow(db, { name, tags, draft: definition, stopRules });
  for (const binding of bindings) await createBinding(db, id, binding);
  if (state === "draft") return id;
  await publishWorkflow(db, renderer, id);
  if (activate || state === "active") await activateWorkflow(db, renderer, id);
  return id;
}
