import type { ImportResult, MakeExample } from "../../contract/api/campaigns.ts";
import type { Database } from "../../db/core/database.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { restarting } from "../../rendering/restarting.ts";
import { importInTransaction } from "../campaigns/import-in-transaction.ts";
import { readExample } from "./list.ts";

/**
 * Makes an example's workflows, as drafts unless they are to be active.
 * @throws AppError `not_found`
 */
export async function makeExample(
  db: Database,
  renderer: Renderer,
  name: string,
  { activate, onConflict, sampleData }: MakeExample,
): Promise<ImportResult> {
  const campaign = await readExample(name);
  const state = activate ? "active" : "draft";
  return restarting(renderer, (here) =>
    db.tx((sql) => importInTransaction(sql, here, campaign, { onConflict, sampleData, state })),
  );
}
