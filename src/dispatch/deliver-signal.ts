import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";
import type { ClaimedSignal } from "../db/queue/dispatch-queue.ts";
import type { GoalSignal, StopSignal, WakeSignal } from "../domain/plan.ts";
import { errorText, classify } from "./temporal-error.ts";

export type DeliveryOutcome =
  | { outcome: "delivered" }
  /** Temporal has no such run open: it ended, or was lost. */
  | { outcome: "not_found" }
  | { outcome: "away" | "busy" | "refused"; message: string };

/** Hands a run its signal. A repeated delivery changes nothing: the run keeps the first. */
export async function deliverSignal(
  client: Client,
  signal: ClaimedSignal,
): Promise<DeliveryOutcome> {
  try {
    await client.withDeadline(Date.now() + 10_000, () =>
      client.workflow.getHandle(signal.temporalId).signal(signal.kind, payloadOf(signal)),
    );
    return { outcome: "delivered" };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { outcome: "not_found" };
    return { outcome: classify(error), message: errorText(error) };
  }
}

function payloadOf(signal: ClaimedSignal): StopSignal | WakeSignal | GoalSignal {
  const { kind, eventId, blockId, visit } = signal;
  return kind === "stop" ? { eventId } : { blockId, visit };
}
