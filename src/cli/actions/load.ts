import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Campaign } from "../../contract/campaign.ts";
import { parseCampaign } from "../../contract/campaign.ts";
import { loadCampaign } from "../../services/examples/examples.ts";
import type { Answer } from "../answer.ts";
import { UsageError } from "../failures.ts";
import { withContext } from "../with-database.ts";

export interface LoadOptions {
  dryRun: boolean;
  drafts: boolean;
  onConflict: "keep" | "copy";
}

export async function loadFile(
  path: string,
  { dryRun, drafts, onConflict }: LoadOptions,
): Promise<Answer> {
  const campaign = await campaignIn(path);
  const state = drafts ? "draft" : "as the file says";
  const loaded = await withContext((context) =>
    loadCampaign(context, campaign, { dryRun, onConflict, state }),
  );
  const verb = dryRun ? "would be made" : "made";
  return {
    json: loaded,
    text: loaded.workflows.map(({ id, name, outcome }) =>
      [outcome === "was_there" ? "was there" : verb, id, name]
        .filter((part) => part !== null)
        .join("  "),
    ),
  };
}

/** @throws UsageError or AppError `invalid`, before anything is asked of Postgres */
async function campaignIn(path: string): Promise<Campaign> {
  if (path === "-") return parseCampaign(await text(process.stdin), "standard input");
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = isFolder ? join(path, "campaign.json") : path;
  return parseCampaign(await textOf(file), file);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
