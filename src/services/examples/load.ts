import type { ImportResult } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import type { Database } from "../../db/core/database.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { restarting } from "../../rendering/restarting.ts";
import { importInTransaction } from "../campaigns/import-in-transaction.ts";

/**
 * Brings a campaign in as its file says, all of it or nothing: published, with its contacts and
 * orders, and active where it asks for that.
 */
export async function loadCampaign(
  db: Database,
  renderer: Renderer,
  campaign: Campaign,
): Promise<ImportResult["workflows"]> {
  const options = { onConflict: "keep", sampleData: true, state: "as the file says" } as const;
  return restarting(renderer, (here) =>
    db.tx(async (sql) => (await importInTransaction(sql, here, campaign, options)).workflows),
  );
}
