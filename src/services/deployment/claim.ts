import type { Database } from "../../db/core/database.ts";
import type { Deployment, OpenWork } from "../../db/core/deployment.ts";
import { recordWorkerHeartbeat } from "../../db/core/housekeeping.ts";
import {
  findDeployment,
  lockDeployment,
  openWork,
  setDeployment,
} from "../../db/core/deployment.ts";

export type DeploymentClaim =
  | { outcome: "ours" }
  /** It had other names, under which nothing is open and nobody works. */
  | { outcome: "renamed"; from: Deployment }
  | { outcome: "of others"; message: string };

/**
 * Makes sure that a worker is one of the deployment that the database's runs belong to. Under other
 * names it would start them on a task queue that the others don't serve, and that nobody does when it
 * is gone. The first worker decides; a deployment is renamed when nothing is open under its old names.
 */
export function claimDeployment(
  db: Database,
  own: Deployment,
  workerId: string,
): Promise<DeploymentClaim> {
  return db.tx(async (sql) => {
    const known = await lockDeployment(sql, own);
    if (isSame(known, own)) {
      // Under the lock, so that one with other names that starts now sees it.
      await recordWorkerHeartbeat(sql, workerId);
      return { outcome: "ours" };
    }
    const open = await openWork(sql);
    if (Object.values(open).some((count) => count > 0)) {
      return { outcome: "of others", message: refusal(known, own, open) };
    }
    await setDeployment(sql, own);
    await recordWorkerHeartbeat(sql, workerId);
    return { outcome: "renamed", from: known };
  });
}

/** Hands the database over without asking what is open: its namespace is lost, say. */
export function takeOver(db: Database, own: Deployment): Promise<Deployment> {
  return db.tx(async (sql) => {
    const known = await lockDeployment(sql, own);
    await setDeployment(sql, own);
    return known;
  });
}

/** Whether the database has been handed over to others meanwhile. */
export async function isOfOthers(db: Database, own: Deployment): Promise<boolean> {
  const known = await findDeployment(db);
  return known !== null && !isSame(known, own);
}

function isSame(one: Deployment, other: Deployment): boolean {
  return one.namespace === other.namespace && one.taskQueue === other.taskQueue;
}

function refusal(known: Deployment, own: Deployment, open: OpenWork): string {
  const under = [
    counted(open.runs, "open runs"),
    counted(open.fanOuts, "open fan-outs"),
    counted(open.schedules, "regular starts"),
    counted(open.workers, "workers alive"),
  ].flat();
  return (
    `this database belongs to the workers with ${named(known)} (${under.join(", ")}), and this one has ` +
    `${named(own)}: give it the same names, or a database of its own`
  );
}

function named({ namespace, taskQueue }: Deployment): string {
  return `TEMPORAL_NAMESPACE=${namespace} and TEMPORAL_TASK_QUEUE=${taskQueue}`;
}

function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`${what}: ${count}`];
}
