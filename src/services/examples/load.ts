import type { ServiceContext } from "../context.ts";
import type { ImportResult } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import { importInTransaction } from "../campaigns/import-in-transaction.ts";

/**
 * Brings a campaign in as its file says, all of it or nothing: published, with its contacts and
 * orders, and active where it asks for that.
 */
export async function loadCampaign(
  context: ServiceContext,
  campaign: Campaign,
): Promise<ImportResult["workflows"]> {
  const options = { onConflict: "keep", sampleData: true, state: "as the file says" } as const;
  return context.transaction(
    async (context) => (await importInTransaction(context, campaign, options)).workflows,
  );
}
