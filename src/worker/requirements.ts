import type { NativeConnection } from "@temporalio/worker";
import type { Logger } from "pino";
import type { Database } from "../db/core/database.ts";
import type { Deployment } from "../db/core/deployment.ts";
import type { Config } from "../platform/config/config.ts";
import { Refusal } from "../platform/logging/refuse.ts";
import { deploymentOfQueue } from "../platform/temporal/worker-versions.ts";
import { claimDeployment } from "../services/deployment/claim.ts";
import type { SchemaWatch } from "../services/health/schema-watch.ts";
import { watchSchema } from "../services/health/schema-watch.ts";

/** The database belongs to the deployment of the settings. @throws Refusal */
export async function requireOwnDeployment(
  db: Database,
  own: Deployment,
  workerId: string,
  log: Logger,
): Promise<void> {
  const claim = await claimDeployment(db, own, workerId);
  if (claim.outcome === "of others") {
    await db.close();
    throw new Refusal(claim.message);
  }
  if (claim.outcome === "renamed") log.warn(claim, "the deployment has new names from now on");
}

/**
 * What is routed to the workers of a worker deployment never comes to one of none: it would wait for ever.
 * @throws Refusal
 */
export async function requireOwnQueue(
  connection: NativeConnection,
  { namespace, taskQueue, workerDeployment }: Config["temporal"],
  db: Database,
): Promise<void> {
  if (workerDeployment !== undefined) return;
  // Some servers, such as the one of tests, know of no deployments.
  const other = await deploymentOfQueue(connection, namespace, taskQueue).catch(() => null);
  if (other === null) return;
  await connection.close();
  await db.close();
  throw new Refusal(
    `Temporal routes what stands in "${taskQueue}" to the worker deployment "${other}", and this worker ` +
      `is of none: set TEMPORAL_DEPLOYMENT_NAME=${other}, or have work routed to workers of none again ` +
      "by campanile worker-versions release",
  );
}

/** A worker claims nothing on a schema that it doesn't know: it ends, and what it had is taken over. */
export async function requireSchema(
  db: Database,
  log: Logger,
  onUnfit: () => void,
): Promise<SchemaWatch> {
  try {
    return await watchSchema(db, { log, onUnfit, wait: true });
  } catch (error) {
    await db.close();
    throw error;
  }
}
