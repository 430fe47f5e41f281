import type { Connection } from "@temporalio/client";
import {
  promoteVersion,
  releaseQueues,
  requireRouting,
} from "../../platform/temporal/promote-version.ts";
import { withOpenRuns } from "../../platform/temporal/worker-versions.ts";
import type { Answer } from "../answer.ts";
import { configOrThrow } from "../with-database.ts";
import { withTemporal } from "../with-temporal.ts";

export function listWorkerVersions(): Promise<Answer> {
  return withDeployment(async ({ connection, namespace, deploymentName }) => {
    const routing = await requireRouting(connection, namespace, deploymentName);
    const { current, ramping } = routing;
    const versions = await withOpenRuns(connection, namespace, deploymentName, routing.versions);
    const lines = versions.map(({ buildId, standing, openRuns }) => {
      const share = standing === "ramping" && ramping !== null ? `, ${ramping.percent} %` : "";
      const open = `${openRuns} open ${openRuns === 1 ? "run" : "runs"}`;
      return `${buildId.padEnd(28)}  ${(standing + share).padEnd(14)}  ${open}`;
    });
    const none = current === null ? ["No release is current: work goes to workers of none."] : [];
    return {
      json: { deployment: deploymentName, current, ramping, versions },
      text: [...lines, ...none],
    };
  });
}

export function promoteWorkerVersion(
  buildId: string,
  { ramp, force }: { ramp?: number; force: boolean },
): Promise<Answer> {
  return withDeployment(async ({ connection, namespace, deploymentName }) => {
    const promotion = { deploymentName, buildId, percent: ramp, force };
    await promoteVersion(connection, namespace, promotion);
    const share = ramp === undefined ? "All work" : `${ramp} % of runs`;
    return {
      json: { deployment: deploymentName, buildId, percent: ramp ?? 100 },
      text: `${share} of ${deploymentName} goes to ${buildId} from now on.`,
    };
  });
}

export function releaseWorkerQueues(): Promise<Answer> {
  return withDeployment(async ({ connection, namespace, deploymentName }) => {
    await releaseQueues(connection, namespace, deploymentName);
    return {
      json: { deployment: deploymentName, buildId: null },
      text: "Work goes to workers of no deployment from now on.",
    };
  });
}

interface Deployment {
  connection: Connection;
  namespace: string;
  deploymentName: string;
}

async function withDeployment<Result>(
  work: (deployment: Deployment) => Promise<Result>,
): Promise<Result> {
  const config = configOrThrow();
  const { namespace, workerDeployment } = config.temporal;
  if (workerDeployment === undefined) {
    throw new Error("set TEMPORAL_DEPLOYMENT_NAME to the name that the workers have");
  }
  const { name: deploymentName } = workerDeployment;
  return withTemporal(config, (connection) => work({ connection, namespace, deploymentName }));
}
