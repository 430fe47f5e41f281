import type { BroughtIn, MakeExample } from "../../contract/api/campaigns.ts";
import type { Database } from "../../db/database.ts";
import { bringIn } from "../campaigns/bring-in.ts";
import { readExample } from "./list.ts";

/**
 * Makes an example's workflows, as drafts unless they are to be active.
 * @throws AppError `not_found`
 */
export async function makeExample(
  db: Database,
  name: string,
  { activate, onConflict, sampleData }: MakeExample,
): Promise<BroughtIn> {
  const campaign = await readExample(name);
  const state = activate ? "active" : "draft";
  return db.tx((sql) => bringIn(sql, campaign, { onConflict, sampleData, state }));
}
