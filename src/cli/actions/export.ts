import { open, rename, rm } from "node:fs/promises";
import { exportWorkflows } from "../../services/campaigns/export-many.ts";
import { withContext } from "../with-database.ts";

export interface ExportOptions {
  output?: string;
  active: boolean;
}

export interface Exported {
  /** The campaign, as JSON. */
  file: string;
  /** What could not travel along. */
  warnings: string[];
  /** What was written to `--output`; null: nothing. */
  wrote: { output: string; workflows: number; warnings: string[] } | null;
}

export async function exportCampaign(
  wanted: readonly string[],
  { output, active }: ExportOptions,
): Promise<Exported> {
  const campaign = await withContext((context) => exportWorkflows(context, wanted, { active }));
  const file = JSON.stringify(campaign, null, 2);
  const { warnings, workflows } = campaign;
  if (output === undefined) return { file, warnings, wrote: null };
  await replaceFile(output, `${file}\n`);
  return { file, warnings, wrote: { output, workflows: workflows.length, warnings } };
}

/** Whole or not at all: a full disk leaves the file that was there. */
async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
