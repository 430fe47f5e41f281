import type { Connection } from "@temporalio/client";
import type { Config } from "../../platform/config/config.ts";
import type { WorkerVersion } from "../../platform/temporal/worker-versions.ts";
import {
  deploymentOfQueue,
  withOpenRuns,
  workerRouting,
} from "../../platform/temporal/worker-versions.ts";
import type { Finding } from "./finding.ts";

const what = "Worker versions";

/** Which releases of the workers have runs, and whether those that are set up get any work. */
export async function workerVersions(
  connection: Connection,
  { namespace, taskQueue, workerDeployment }: Config["temporal"],
): Promise<Finding> {
  const owner = await deploymentOfQueue(connection, namespace, taskQueue).catch(() => null);
  if (workerDeployment === undefined) {
    if (owner === null) return { what, ok: true, says: "are not told apart" };
    const says =
      `what stands in "${taskQueue}" goes to the worker deployment "${owner}" alone: set ` +
      `TEMPORAL_DEPLOYMENT_NAME=${owner}, or run campanile worker-versions release with it set once`;
    return { what, ok: false, says };
  }
  const { name: deploymentName } = workerDeployment;
  const routing = await workerRouting(connection, namespace, deploymentName);
  if (routing === undefined) {
    const says = `no worker of the deployment "${deploymentName}" has been seen: start one`;
    return { what, ok: false, says };
  }
  const { current, versions } = routing;
  if (current === null) {
    const says =
      `workers of "${deploymentName}" get no work, as none of its releases is current: ` +
      `campanile worker-versions promote ${versions[0]?.buildId ?? "BUILD"}`;
    return { what, ok: false, says };
  }
  const counted = await withOpenRuns(connection, namespace, deploymentName, versions);
  const withRuns = counted.filter(
    ({ standing, openRuns }) => openRuns > 0 || standing === "current" || standing === "ramping",
  );
  return { what, ok: true, says: withRuns.map(saysOf).join(", ") };
}

function saysOf({ buildId, standing, openRuns }: WorkerVersion & { openRuns: number }): string {
  return `${buildId} is ${standing} with ${openRuns} open ${openRuns === 1 ? "run" : "runs"}`;
}
