import type { Dispatcher } from "undici";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { newId } from "../../platform/new-id.ts";
import type { ClaimedDelivery } from "../../db/messages/activity-deliveries.ts";
import { claimDelivery, recordAttempt } from "../../db/messages/activity-deliveries.ts";
import type { Database } from "../../db/core/database.ts";
import { nextAttemptIn } from "../../domain/notices.ts";
import { requestOutside } from "../../platform/address-guard/request.ts";
import { whyUnopened } from "../secrets/unopened.ts";
import { payloadOf } from "./payload.ts";
import { openSecret, signatureOf } from "./secret.ts";

export interface DeliveryDependencies {
  db: Database;
  agent: Dispatcher;
  secretsKeys: SealingKeys | undefined;
}

const maxDeliveries = 100;
const timeoutMs = 15_000;
/** Longer than a request takes: another worker then takes over from one that died. */
const leaseSeconds = 30;

/**
 * Makes the next request that is due. A worker that dies after it was taken and before that is noted
 * makes it again, under the same id, by which the receiver knows it.
 * @returns false when none is due
 */
export async function deliverNext(deps: DeliveryDependencies): Promise<boolean> {
  const claimed = await claimDelivery(deps.db, newId(), maxDeliveries, leaseSeconds);
  if (claimed === null) return false;
  const { answerStatus, problem } = await request(deps, claimed);
  if (problem === null) {
    await recordAttempt(deps.db, claimed, {
      state: "delivered",
      answerStatus,
      problem,
      nextIn: null,
    });
    deps.db.measure(({ webhookDeliveries }) => webhookDeliveries.add(1, { outcome: "delivered" }));
    return true;
  }
  const nextIn = nextAttemptIn(claimed.attempts, Date.now() - claimed.createdAt.getTime());
  const state = nextIn === null ? "given_up" : "pending";
  await recordAttempt(deps.db, claimed, { state, answerStatus, problem, nextIn });
  const outcome = state === "pending" ? "retried" : state;
  deps.db.measure(({ webhookDeliveries }) => webhookDeliveries.add(1, { outcome }));
  return true;
}

async function request(
  { db, agent, secretsKeys }: DeliveryDependencies,
  { id, webhookId, url, secret }: ClaimedDelivery,
): Promise<{ answerStatus: number | null; problem: string | null }> {
  const opened = openSecret(secretsKeys, webhookId, secret);
  if (opened.outcome !== "opened") {
    return { answerStatus: null, problem: `its secret ${whyUnopened(opened)}` };
  }
  const body = await payloadOf(db, id);
  const answered = await requestOutside(agent, {
    method: "POST",
    url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Campanile",
      "campanile-delivery": id,
      "campanile-signature": signatureOf(opened.value, body, new Date()),
    },
    body,
    confidential: { headers: new Set(["campanile-signature"]), body: true },
    timeoutMs,
    maxBytes: 64 * 1024,
  });
  if (answered.outcome !== "answered") return { answerStatus: null, problem: answered.message };
  const { status } = answered;
  const isTaken = status >= 200 && status < 300;
  return { answerStatus: status, problem: isTaken ? null : `answered ${status}` };
}
