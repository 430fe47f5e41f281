import type { BroughtIn } from "../../contract/api/campaigns.ts";
import type { Campaign } from "../../contract/campaign.ts";
import type { Database } from "../../db/database.ts";
import { bringIn } from "../campaigns/bring-in.ts";

/**
 * Brings a campaign in as its file says, all of it or nothing: published, with its contacts and
 * orders, and active where it asks for that.
 */
export async function loadCampaign(
  db: Database,
  campaign: Campaign,
): Promise<BroughtIn["workflows"]> {
  const options = { onConflict: "keep", sampleData: true, state: "as the file says" } as const;
  return db.tx(async (sql) => (await bringIn(sql, campaign, options)).workflows);
}
