import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Example, ImportResult, MakeExample } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import { parseCampaign } from "../../contract/campaign.ts";
import { AppError } from "../../contract/errors.ts";
import { projectRoot } from "../../platform/project-root.ts";
import type { CampaignImportOptions } from "../campaigns/import.ts";
import { importInTransaction, importOrTry } from "../campaigns/import.ts";
import { idsFor } from "../campaigns/resolve-names.ts";
import { referencesOf } from "../campaigns/references.ts";
import type { ServiceContext } from "../context.ts";

const folder = join(projectRoot, "examples");

/** The campaigns of examples/, by their folders' names. */
export async function listExamples(): Promise<Example[]> {
  const examples: Example[] = [];
  for (const name of await exampleNames()) {
    examples.push(presentExample(name, await readExample(name)));
  }
  return examples;
}

/**
 * Brings a campaign in as its file says, all of it or nothing: published, with its contacts and
 * orders, and active where it asks for that.
 */
export function loadCampaign(
  context: ServiceContext,
  campaign: Campaign,
  options: Partial<Omit<CampaignImportOptions, "sampleData"> & { dryRun: boolean }> = {},
): Promise<ImportResult & { dryRun: boolean }> {
  return importOrTry(context, campaign, {
    dryRun: false,
    onConflict: "keep",
    state: "as the file says",
    ...options,
    sampleData: true,
  });
}

/**
 * Makes an example's workflows, as drafts unless they are to be active.
 * @throws AppError `not_found`
 */
export async function makeExample(
  context: ServiceContext,
  name: string,
  { activate, onConflict, sampleData }: MakeExample,
): Promise<ImportResult> {
  const campaign = await readExample(name);
  const state = activate ? "active" : "draft";
  const ids = idsFor(campaign);
  return context.transaction((context) =>
    importInTransaction(context, campaign, { onConflict, sampleData, state }, ids),
  );
}

async function exampleNames(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

function presentExample(name: string, campaign: Campaign): Example {
  const { eventTypes, promoPools, segments, topics, ...named } = referencesOf(campaign.workflows);
  return {
    name,
    title: campaign.title ?? campaign.workflows[0]?.name ?? name,
    description: campaign.$comment ?? "",
    workflows: campaign.workflows.map((workflow) => ({ name: workflow.name, tags: workflow.tags })),
    needs: { eventTypes, segments, topics, promoPools, secrets: named.secrets },
    sampleData: { contacts: campaign.contacts.length, orders: campaign.orders.length },
  };
}

/** @throws AppError `not_found` */
async function readExample(name: string): Promise<Campaign> {
  // Only a name that the folder itself has leads to a file.
  const names = await exampleNames();
  if (!names.includes(name)) {
    throw new AppError("not_found", `there is no example "${name}"; there are ${names.join(", ")}`);
  }
  return parseCampaign(await readFile(join(folder, name, "campaign.json"), "utf8"), name);
}
