import type { ServiceContext } from "../context.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCampaign } from "../../contract/campaign.ts";
import { scopes } from "../../contract/scopes.ts";
import { claimFirstStart } from "../../db/core/first-start.ts";
import { orderEventKey } from "../../domain/order-status.ts";
import { projectRoot } from "../../platform/project-root.ts";
import { createApiKey } from "../api-keys/api-keys.ts";
import { loadCampaign } from "../examples/examples.ts";
import { createSignInCode } from "../sessions/sign-in.ts";

export interface FirstStart {
  first: boolean;
  /** Readable only now, where it was made; null later, and where API_KEY is set. */
  apiKey: string | null;
  /** Signs a browser in once, within an hour. */
  signInCode: string;
  /** The event type that starts the sample campaign. */
  sampleEventType: string;
}

const sampleEventType = orderEventKey("DELIVERED");
const sample = join(projectRoot, "examples", "learn-more", "campaign.json");

/**
 * What a start needs in the database. The first one makes an API key with all scopes and loads
 * the sample campaign, all of it or nothing; of two at once one does. A key given by the setting
 * API_KEY holds by itself, without a row (src/api/authenticate.ts), and then none is made.
 */
export async function firstStart(
  context: ServiceContext,
  { apiKey }: { apiKey?: string | undefined },
): Promise<FirstStart> {
  const made = await context.transaction(async (context) => {
    if (!(await claimFirstStart(context.sql))) return null;
    await loadCampaign(context, parseCampaign(await readFile(sample, "utf8")));
    return { key: apiKey === undefined ? await makeFirstKey(context) : null };
  });
  return {
    first: made !== null,
    apiKey: made?.key ?? null,
    signInCode: await createSignInCode(context),
    sampleEventType,
  };
}

async function makeFirstKey(context: ServiceContext): Promise<string> {
  const { key } = await createApiKey(context, { name: "First key", scopes }, { scopes });
  return key;
}
