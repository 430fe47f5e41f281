import { findDeployment } from "../../db/core/deployment.ts";
import { takeOver } from "../../services/deployment/claim.ts";
import type { Answer } from "../answer.ts";
import { configOrThrow, withDatabase } from "../with-database.ts";

export function showDeployment({ takeOver: isToBe }: { takeOver: boolean }): Promise<Answer> {
  return withDatabase(async (db) => {
    const { namespace, taskQueue } = configOrThrow().temporal;
    if (isToBe) await takeOver(db, { namespace, taskQueue });
    const known = await findDeployment(db);
    const text =
      known === null
        ? "No worker has been started yet: the first one decides."
        : `TEMPORAL_NAMESPACE=${known.namespace} TEMPORAL_TASK_QUEUE=${known.taskQueue}`;
    const json = known && { namespace: known.namespace, taskQueue: known.taskQueue };
    return { json: { deployment: json }, text };
  });
}
