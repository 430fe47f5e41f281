import type { Connection } from "@temporalio/client";
import type { Config } from "../platform/config/config.ts";
import {
  versionsOfQueue,
  withOpenRuns,
  workerRouting,
} from "../platform/temporal/worker-versions.ts";
import type { WorkerVersions } from "../services/workers/worker-versions.ts";
import { temporalFault } from "./temporal-fault.ts";

const patienceMs = 3_000;

/**
 * Asks Temporal which releases the workers are of. The deployment's name is the workers' setting: an API
 * that was not given it learns it from the queue, from who owns it or who asks there.
 */
export async function askWorkerVersions(
  connection: Pick<Connection, "workflowService" | "withDeadline">,
  { namespace, taskQueue, workerDeployment }: Config["temporal"],
): Promise<WorkerVersions> {
  const ask = async (): Promise<WorkerVersions> => {
    const { owner, pollers } = await versionsOfQueue(connection, namespace, taskQueue);
    const deployment = owner ?? workerDeployment?.name ?? pollers[0]?.deploymentName;
    if (deployment === undefined) return { outcome: "of none" };
    const routing = await workerRouting(connection, namespace, deployment);
    const versions = routing?.versions ?? [];
    return {
      outcome: "asked",
      deployment,
      routing: { current: routing?.current ?? null, ramping: routing?.ramping ?? null },
      versions: await withOpenRuns(connection, namespace, deployment, versions),
      pollers: pollers.filter(({ deploymentName }) => deploymentName === deployment),
    };
  };
  try {
    return await connection.withDeadline(Date.now() + patienceMs, ask);
  } catch (error) {
    return { outcome: "away", why: temporalFault(error, patienceMs).reason };
  }
}
