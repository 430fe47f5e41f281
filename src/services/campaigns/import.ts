import { newId } from "../../platform/new-id.ts";
import type { ImportQuery, ImportResult } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import * as rows from "../../db/workflows/campaign-rows.ts";
import { createBinding } from "../bindings/bindings.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";
import { idsFor, withIds } from "./resolve-names.ts";
import { importSegments } from "./segments.ts";
import { freeName } from "../workflows/duplicate.ts";
import { publishWorkflow } from "../workflows/publish.ts";
import { activateWorkflow } from "../workflows/status.ts";
import { createWorkflow } from "../workflows/workflows.ts";

/** Brings a campaign in, all of it or nothing; its workflows as drafts unless they are to be active. */
export function importCampaign(
  context: ServiceContext,
  campaign: Campaign,
  { dryRun, activate, onConflict, sampleData }: ImportQuery,
): Promise<ImportResult & { dryRun: boolean }> {
  const state = activate ? "active" : "draft";
  return importOrTry(context, campaign, { dryRun, onConflict, sampleData, state });
}

/** A dry run does the same and undoes it, so that it meets every fault that the real one would. */
export async function importOrTry(
  context: ServiceContext,
  campaign: Campaign,
  { dryRun, ...options }: CampaignImportOptions & { dryRun: boolean },
): Promise<ImportResult & { dryRun: boolean }> {
  const ids = idsFor(campaign);
  try {
    const result = await context.transaction(async (context) => {
      const brought = await importInTransaction(context, campaign, options, ids);
      if (dryRun) throw new RolledBack(brought);
      return brought;
    });
    return { ...result, dryRun };
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    const workflows = error.result.workflows.map((one) =>
      one.outcome === "was_there" ? one : { ...one, id: null },
    );
    return { ...error.result, workflows, dryRun };
  }
}

export interface CampaignImportOptions {
  /** A workflow whose name is taken: the one that is there stays and is all there is, or a copy is made. */
  onConflict: "keep" | "copy";
  /** Whether the file's contacts and orders come too. */
  sampleData: boolean;
  /** Whether workflows stay drafts, are published and active, or are active as the file says. */
  state: "draft" | "active" | "as the file says";
}

type Workflow = Campaign["workflows"][number];

/**
 * Brings a campaign in. What is there by its name stays as it is, so that doing it again changes
 * nothing.
 *
 * @param ids of its workflows, from `idsFor`, chosen outside of the transaction
 */
export async function importInTransaction(
  context: ServiceContext,
  given: Campaign,
  options: CampaignImportOptions,
  ids: readonly string[],
): Promise<ImportResult> {
  await rows.lockCampaigns(context.sql);
  const campaign = await withIds(context, given, ids, options.onConflict);
  const { eventTypes, segments, topics, promoPools, partials } = campaign;
  const [contacts, orders] = options.sampleData ? [campaign.contacts, campaign.orders] : [[], []];
  const made = {
    eventTypes: await createMissing(eventTypes, (one) =>
      rows.ensureEventType(context.sql, newId(), one),
    ),
    topics: await createMissing(topics, (one) => rows.ensureTopic(context.sql, newId(), one)),
    promoPools: await createMissing(promoPools, (one) =>
      rows.ensurePool(context.sql, newId(), one),
    ),
    partials: await createMissing(partials, (one) => rows.ensurePartial(context.sql, one)),
    contacts: await createMissing(contacts, (one) => rows.ensureContact(context.sql, newId(), one)),
    orders: await createMissing(orders, (one) => rows.ensureOrder(context.sql, newId(), one)),
    // Behind the topics, of which their rules may speak.
    segments: await importSegments(context, segments),
  };
  const workflows: ImportResult["workflows"] = [];
  for (const [index, workflow] of campaign.workflows.entries()) {
    const id = required(ids[index], "a workflow's id");
    workflows.push(await importWorkflow(context, { ...workflow, id }, options));
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

/** Carries what a dry run would have done out of the transaction that it undoes. */
class RolledBack extends Error {
  readonly result: ImportResult;

  constructor(result: ImportResult) {
    super("undone");
    this.name = "Undone";
    this.result = result;
  }
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
  context: ServiceContext,
  workflow: Workflow & { id: string },
  options: CampaignImportOptions,
): Promise<ImportResult["workflows"][number]> {
  const { name } = workflow;
  const there = await rows.workflowIdByName(context.sql, name);
  if (there !== undefined && options.onConflict === "keep") {
    return { id: there, name, was: name, outcome: "was_there" };
  }
  const called = there === undefined ? name : await freeName(context, name);
  const id = await makeWorkflow(context, { ...workflow, name: called }, options.state);
  return { id, name: called, was: name, outcome: called === name ? "made" : "renamed" };
}

async function makeWorkflow(
  context: ServiceContext,
  {
    id,
    name,
    tags,
    definition,
    bindings,
    stopRules,
    holdout,
    goal,
    activate,
  }: Workflow & { id: string },
  state: CampaignImportOptions["state"],
): Promise<string> {
  const settings = { stopRules, holdout, goal };
  await createWorkflow(context, { name, tags, draft: definition, ...settings }, id);
  for (const binding of bindings) await createBinding(context, id, binding);
  if (state === "draft") return id;
  await publishWorkflow(context, id);
  if (activate || state === "active") await activateWorkflow(context, id);
  return id;
}
