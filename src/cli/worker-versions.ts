import { Connection } from "@temporalio/client";
import { Command, InvalidArgumentError } from "commander";
import {
  promoteVersion,
  releaseQueues,
  requireRouting,
} from "../platform/temporal/promote-version.ts";
import { temporalConnectionOptions } from "../platform/temporal/connection.ts";
import { openRunsOf } from "../platform/temporal/worker-versions.ts";
import { temporalAddress } from "./temporal-address.ts";
import { configOrThrow } from "./with-database.ts";

/** `worker-versions`: which release of a worker deployment Temporal routes work to. */
export function workerVersionsCommand(): Command {
  const command = new Command("worker-versions").description(
    "show which releases of the workers of TEMPORAL_DEPLOYMENT_NAME get work, and route it",
  );
  command
    .command("list", { isDefault: true })
    .description("each release that Temporal knows, how it stands, and its open runs")
    .action(() => withDeployment(list));
  command
    .command("promote <build>")
    .description("route new work to a release, and open runs at their next step")
    .option("--ramp <percent>", "only this share of runs, to try it out", percentOf)
    .option("--force", "also where a later interpreter has had runs, which then stand still", false)
    .action((buildId: string, { ramp, force }: { ramp?: number; force: boolean }) =>
      withDeployment(async ({ connection, namespace, deploymentName }) => {
        const promotion = { deploymentName, buildId, percent: ramp, force };
        await promoteVersion(connection, namespace, promotion);
        const share = ramp === undefined ? "All work" : `${ramp} % of runs`;
        console.log(`${share} of ${deploymentName} goes to ${buildId} from now on.`);
      }),
    );
  command
    .command("release")
    .description("route work to workers without TEMPORAL_DEPLOYMENT_NAME again")
    .action(() =>
      withDeployment(async ({ connection, namespace, deploymentName }) => {
        await releaseQueues(connection, namespace, deploymentName);
        console.log("Work goes to workers of no deployment from now on.");
      }),
    );
  return command;
}

interface Deployment {
  connection: Connection;
  namespace: string;
  deploymentName: string;
}

async function list({ connection, namespace, deploymentName }: Deployment): Promise<void> {
  const { versions, ramping, current } = await requireRouting(
    connection,
    namespace,
    deploymentName,
  );
  for (const { buildId, standing } of versions) {
    const runs = await openRunsOf(connection, namespace, { deploymentName, buildId });
    const share = standing === "ramping" && ramping !== null ? `, ${ramping.percent} %` : "";
    const open = `${runs} open ${runs === 1 ? "run" : "runs"}`;
    console.log(`${buildId.padEnd(28)}  ${(standing + share).padEnd(14)}  ${open}`);
  }
  if (current === null) console.log("No release is current: work goes to workers of none.");
}

async function withDeployment(work: (deployment: Deployment) => Promise<void>): Promise<void> {
  const config = configOrThrow();
  const { namespace, workerDeployment } = config.temporal;
  if (workerDeployment === undefined) {
    throw new Error("set TEMPORAL_DEPLOYMENT_NAME to the name that the workers have");
  }
  const address = await temporalAddress(config);
  if (address === null) throw new Error("set TEMPORAL_ADDRESS, or have npm start running");
  const options = await temporalConnectionOptions({ ...config.temporal, address });
  const connection = await Connection.connect(options);
  try {
    await work({ connection, namespace, deploymentName: workerDeployment.name });
  } finally {
    await connection.close();
  }
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (percent > 0 && percent < 100) return percent;
  throw new InvalidArgumentError("It must be more than 0 and less than 100.");
}
