import { Command } from "commander";
import { findDeployment } from "../db/core/deployment.ts";
import { takeOver } from "../services/deployment/claim.ts";
import { configOrThrow, withDatabase } from "./with-database.ts";

/** `deployment`: whose workers carry the database's runs. */
export function deploymentCommand(): Command {
  return new Command("deployment")
    .description("show which TEMPORAL_NAMESPACE and TEMPORAL_TASK_QUEUE the runs belong to")
    .option(
      "--take-over",
      "give them to those of the settings, whatever is open: for a namespace that is lost",
      false,
    )
    .action(({ takeOver: isToBe }: { takeOver: boolean }) =>
      withDatabase(async (db) => {
        const { namespace, taskQueue } = configOrThrow().temporal;
        if (isToBe) await takeOver(db, { namespace, taskQueue });
        const known = await findDeployment(db);
        console.log(
          known === null
            ? "No worker has been started yet: the first one decides."
            : `TEMPORAL_NAMESPACE=${known.namespace} TEMPORAL_TASK_QUEUE=${known.taskQueue}`,
        );
      }),
    );
}
