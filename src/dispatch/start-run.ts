import type { Client } from "@temporalio/client";
import { WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import { defineSearchAttributeKey, SearchAttributeType } from "@temporalio/common";
import type { ClaimedRun } from "../db/queue/claim-runs.ts";
import type { RunEnd, RunInput } from "../domain/plan.ts";
import { stateInTemporal } from "./state-in-temporal.ts";
import { errorText, classify } from "./temporal-error.ts";

export type StartOutcome =
  | { outcome: "started"; temporalRunId: string | null }
  | { outcome: "away" | "busy" | "refused"; message: string };

const rpcTimeoutMs = 10_000;

const keys = {
  workflow: defineSearchAttributeKey("CampanileWorkflow", SearchAttributeType.KEYWORD),
  version: defineSearchAttributeKey("CampanileVersion", SearchAttributeType.INT),
  contact: defineSearchAttributeKey("CampanileContact", SearchAttributeType.KEYWORD),
  eventType: defineSearchAttributeKey("CampanileEventType", SearchAttributeType.KEYWORD),
};

/**
 * Starts a run under its own id. One that Temporal has already is as good as started; one that goes
 * on after failing takes the place of the execution that failed.
 */
export async function startRun(
  client: Client,
  taskQueue: string,
  claimed: ClaimedRun,
  eager: boolean,
): Promise<StartOutcome> {
  try {
    const handle = await client.withDeadline(Date.now() + rpcTimeoutMs, () =>
      client.workflow.start<(input: RunInput) => Promise<RunEnd>>("run", {
        workflowId: claimed.temporalId,
        taskQueue,
        args: [
          {
            runId: claimed.id,
            plan: claimed.plan,
            ...(claimed.skipWaiting && { skipWaiting: true }),
            ...(claimed.retry > 0 && { retry: claimed.retry }),
            ...(claimed.cursor !== null && { cursor: claimed.cursor }),
          },
        ],
        requestEagerStart: eager,
        // Of a fan-out's thousands, whoever is started by an event goes first: 3 is the default. Where
        // the server has fairness on, tasks of all workflows take turns, also when thousands wake up.
        priority: { fairnessKey: claimed.workflowId, priorityKey: claimed.bulk ? 4 : 3 },
        workflowIdReusePolicy:
          claimed.retry > 0 ? "ALLOW_DUPLICATE_FAILED_ONLY" : "REJECT_DUPLICATE",
        ...(claimed.retry > 0 && { memo: { retry: claimed.retry } }),
        workflowIdConflictPolicy: "FAIL",
        staticSummary: summaryOf(claimed),
        typedSearchAttributes: [
          { key: keys.workflow, value: claimed.workflowId },
          { key: keys.version, value: claimed.version },
          { key: keys.contact, value: claimed.contactId },
          { key: keys.eventType, value: claimed.eventType },
        ],
      }),
    );
    return { outcome: "started", temporalRunId: handle.firstExecutionRunId };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      return claimed.retry > 0
        ? startedBefore(client, claimed)
        : { outcome: "started", temporalRunId: null };
    }
    return failed(error);
  }
}

/** How Temporal's pages call it. Of the contact the end of its id: nothing of a person, and ids begin alike. */
function summaryOf({ workflowName, version, contactId }: ClaimedRun): string {
  return `${workflowName}, version ${version}, contact …${contactId.slice(-6)}`;
}

/** Whether what Temporal has under the id is this attempt, or the one before that is still closing. */
async function startedBefore(client: Client, claimed: ClaimedRun): Promise<StartOutcome> {
  try {
    const { status, retry, temporalRunId } = await stateInTemporal(client, claimed.temporalId);
    if (retry === claimed.retry) return { outcome: "started", temporalRunId };
    const message = `Temporal still has the attempt before: ${status.toLowerCase()}`;
    return { outcome: "refused", message };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): StartOutcome {
  return { outcome: classify(error), message: errorText(error) };
}
