import { Connection } from "@temporalio/client";
import type { Config } from "../platform/config/config.ts";
import { temporalConnectionOptions } from "../platform/temporal/connection.ts";
import type { AskTaskQueues } from "../services/workers/task-queues.ts";
import type { AskWorkerVersions } from "../services/workers/worker-versions.ts";
import type { TemporalReady } from "../services/health/check.ts";
import { temporalFault } from "./temporal-fault.ts";
import { askTaskQueues } from "./temporal-queues.ts";
import { askWorkerVersions } from "./temporal-versions.ts";

const patienceMs = 2_000;

export interface TemporalCheck {
  ready: TemporalReady;
  /** Who polls task queues, and what waits in them. */
  taskQueues: AskTaskQueues;
  /** Which releases its workers are of, and where work goes. */
  workerVersions: AskWorkerVersions;
  close(): Promise<void>;
}

/**
 * Asks Temporal for its namespace, for /readyz. Nothing is connected before it is asked, and gRPC
 * finds a server that comes back by itself: the API takes events while Temporal is away.
 */
export async function temporalCheck(settings: Config["temporal"]): Promise<TemporalCheck> {
  const connection = Connection.lazy(await temporalConnectionOptions(settings));
  const { namespace } = settings;
  return {
    ready: () =>
      connection
        .withDeadline(Date.now() + patienceMs, () =>
          connection.workflowService.describeNamespace({ namespace }),
        )
        .then(
          () => true,
          (error: unknown) => temporalFault(error, patienceMs),
        ),
    taskQueues: (queues) => askTaskQueues(connection, namespace, queues),
    workerVersions: () => askWorkerVersions(connection, settings),
    close: () => connection.close(),
  };
}
