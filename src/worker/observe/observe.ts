import type { NativeConnection } from "@temporalio/worker";
import type { Logger } from "pino";
import { askTaskQueues } from "../../api/temporal-queues.ts";
import type { OpenChannels } from "../../channels/open.ts";
import type { Database } from "../../db/core/database.ts";
import { observeBacklog } from "../../dispatch/observe-backlog.ts";
import type { Config } from "../../platform/config/config.ts";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";
import { observeChannels } from "./channels.ts";
import { observePausedChannels } from "./paused-channels.ts";
import { observeStanding } from "./standing.ts";
import { observeTaskQueues } from "./task-queues.ts";

interface Observed {
  db: Database;
  channels: OpenChannels;
  connection: NativeConnection;
  config: Pick<Config, "temporal">;
  telemetry: Telemetry;
  log: Logger;
}

/** Has a worker tell at each scrape how everything stands. @returns what ends it */
export function observe(given: Observed): (() => void)[] {
  const { db, channels, connection, telemetry, log } = given;
  const { namespace, taskQueue } = given.config.temporal;
  return [
    observeBacklog(db, telemetry, log),
    observeStanding(db, telemetry, log),
    observeChannels(channels, telemetry),
    observePausedChannels(db, telemetry, log),
    observeTaskQueues(telemetry, {
      taskQueue,
      channels: () => channels.all.map(({ description }) => description.name),
      ask: (queues) => askTaskQueues(connection, namespace, queues),
      now: () => performance.now(),
    }),
  ];
}
