import { sealedTarget } from "../../db/notifications/targets.ts";
import { newId } from "../../platform/new-id.ts";
import { guardedAgent } from "../../platform/address-guard/agent.ts";
import type { SendingResources } from "../channel-setups/send-one.ts";
import type { ServiceContext } from "../context.ts";
import { deliver } from "./deliver.ts";
import { testNotice } from "./notice.ts";
import { noTarget } from "./targets.ts";

/** Sends a test to a target at once. Throws AppError `not_found`. */
export async function tryTarget(
  context: ServiceContext,
  resources: SendingResources,
  id: string,
): Promise<{ outcome: "delivered" | "failed"; problem: string | null }> {
  const target = await sealedTarget(context.sql, id);
  if (target === undefined) throw noTarget();
  const { publicUrl, webhooks } = resources.config;
  const notice = testNotice(newId(), { language: target.language, publicUrl });
  const agent = guardedAgent({ allowed: webhooks.allowPrivateHosts });
  try {
    const problem = await deliver(context.sql, { ...resources, agent }, target, notice);
    return { outcome: problem === null ? "delivered" : "failed", problem };
  } finally {
    await agent.close();
  }
}
