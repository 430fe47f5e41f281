import type { ServiceContext } from "../context.ts";
import type { ImportResult, ImportQuery } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import { importInTransaction } from "./import-in-transaction.ts";

/** Carries what a dry run would have done out of the transaction that it undoes. */
class RolledBack extends Error {
  readonly result: ImportResult;

  constructor(result: ImportResult) {
    super("undone");
    this.name = "Undone";
    this.result = result;
  }
}

/**
 * Brings a campaign in, all of it or nothing; its workflows as drafts unless they are to be active.
 * A dry run does the same and undoes it, so that it meets every fault that the real one would.
 */
export async function importCampaign(
  context: ServiceContext,
  campaign: Campaign,
  { dryRun, activate, onConflict, sampleData }: ImportQuery,
): Promise<ImportResult & { dryRun: boolean }> {
  const options = { onConflict, sampleData, state: activate ? "active" : "draft" } as const;
  try {
    const result = await context.transaction(async (context) => {
      const brought = await importInTransaction(context, campaign, options);
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
