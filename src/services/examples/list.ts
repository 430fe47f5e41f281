import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Example } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import { parseCampaign } from "../../contract/campaign.ts";
import { AppError } from "../../contract/errors.ts";
import { projectRoot } from "../../platform/project-root.ts";
import { referencesOf } from "../campaigns/references.ts";

const folder = join(projectRoot, "examples");

/** The campaigns of examples/, by their folders' names. */
export async function listExamples(): Promise<Example[]> {
  const examples: Example[] = [];
  for (const name of await exampleNames()) {
    examples.push(presentExample(name, await readExample(name)));
  }
  return examples;
}

/** @throws AppError `not_found` */
export async function readExample(name: string): Promise<Campaign> {
  // Only a name that the folder itself has leads to a file.
  const names = await exampleNames();
  if (!names.includes(name)) {
    throw new AppError("not_found", `there is no example "${name}"; there are ${names.join(", ")}`);
  }
  return parseCampaign(await readFile(join(folder, name, "campaign.json"), "utf8"), name);
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
