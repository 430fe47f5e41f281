import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";

export interface StateInTemporal {
  /** Temporal's own word, or NOT_FOUND. */
  status: string;
  /** Which attempt of the run it is, by the memo that it was started with: 0 is the first. */
  retry: number;
  temporalRunId: string | null;
}

/** How the latest execution under an id stands. @throws when Temporal is away */
export async function stateInTemporal(
  client: Client,
  temporalId: string,
): Promise<StateInTemporal> {
  try {
    const { status, memo, runId } = await client.withDeadline(Date.now() + 10_000, () =>
      client.workflow.getHandle(temporalId).describe(),
    );
    return { status: status.name, retry: Number(memo?.["retry"] ?? 0), temporalRunId: runId };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { status: "NOT_FOUND", retry: 0, temporalRunId: null };
  }
}
