import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
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

export function loadFile(
  path: string,
  { dryRun, drafts, onConflict }: LoadOptions,
): Promise<Answer> {
  return withContext(async (context) => {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    const file = isFolder ? join(path, "campaign.json") : path;
    const json = file === "-" ? await text(process.stdin) : await textOf(file);
    const campaign = parseCampaign(json, file === "-" ? "standard input" : file);
    const state = drafts ? "draft" : "as the file says";
    const loaded = await loadCampaign(context, campaign, { dryRun, onConflict, state });
    const verb = dryRun ? "would be made" : "made";
    return {
      json: loaded,
      text: loaded.workflows.map(({ id, name, outcome }) =>
        [outcome === "was_there" ? "was there" : verb, id, name]
          .filter((part) => part !== null)
          .join("  "),
      ),
    };
  });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
