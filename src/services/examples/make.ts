import type { ServiceContext } from "../context.ts";
import type { ImportResult, MakeExample } from "../../contract/api/campaigns.ts";
import { importInTransaction } from "../campaigns/import-in-transaction.ts";
import { readExample } from "./list.ts";

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
  return context.transaction((context) =>
    importInTransaction(context, campaign, { onConflict, sampleData, state }),
  );
}
