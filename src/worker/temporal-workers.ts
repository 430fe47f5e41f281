import type { NativeConnection } from "@temporalio/worker";
import { Worker } from "@temporalio/worker";
import type { KeepEvents } from "../activities/capabilities/events.ts";
import { databaseActivities } from "../activities/database-activities.ts";
import { emailActivities } from "../activities/email-activities.ts";
import { versionCache } from "../activities/versions.ts";
import type { EmailChannel } from "../channels/email/channel.ts";
import type { Config } from "../contract/config.ts";
import type { Database } from "../db/database.ts";
import { taskQueueOf } from "../domain/task-queues.ts";
import { keepBatch } from "../ingest/keep-batch.ts";
import { prepare } from "../ingest/prepare.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import { workflowBundle } from "./workflow-bundle.ts";

export interface WorkerDependencies {
  db: Database;
  channel: EmailChannel;
  links: LinkSigner;
  /** Tells dispatchers that there may be work. */
  notifyWork(): void;
  config: Pick<Config, "temporal" | "mail">;
}

/** How long activities under way may go on after a shutdown was asked for. */
const shutdownGraceTime = "10s";

/** One Temporal worker for runs and what they do in Postgres, one for each place outside. */
export async function temporalWorkers(
  connection: NativeConnection,
  deps: WorkerDependencies,
): Promise<Worker[]> {
  const { db, channel, links, config, notifyWork } = deps;
  const findBlock = versionCache();
  const { namespace, taskQueue } = config.temporal;
  const shared = { connection, namespace, shutdownGraceTime };
  const runs = await Worker.create({
    ...shared,
    taskQueue,
    workflowBundle: await workflowBundle(),
    activities: databaseActivities({ db, findBlock, keepEvents, notifyWork }),
    maxConcurrentLocalActivityExecutions: 50,
  });
  const email = await Worker.create({
    ...shared,
    taskQueue: taskQueueOf(taskQueue, "email"),
    activities: emailActivities({
      ...{ db, findBlock, keepEvents, channel, links },
      sender: config.mail.from,
    }),
    maxConcurrentActivityTaskExecutions: config.mail.concurrency,
    ...(config.mail.perSecond !== undefined && {
      maxTaskQueueActivitiesPerSecond: config.mail.perSecond,
    }),
  });
  return [runs, email];
}

/** Events that blocks send go the way of all events, inside the transaction of their step. */
const keepEvents: KeepEvents = async (sql, events) => {
  const { results } = await keepBatch(sql, events.map(prepare));
  return results;
};
