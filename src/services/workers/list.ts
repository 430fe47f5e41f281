import { channelOf, channels } from "../../channels/registry.ts";
import type { WorkersAnswer } from "../../contract/api/workers.ts";
import type { ApiRow } from "../../db/core/apis-seen.ts";
import { listApis } from "../../db/core/apis-seen.ts";
import type { WorkerRow } from "../../db/core/workers-seen.ts";
import { listWorkers as rowsOf } from "../../db/core/workers-seen.ts";
import { dispatchBacklog } from "../../db/queue/dispatch-backlog.ts";
import { workerProblems } from "../../domain/worker-problems.ts";
import { workerQueues } from "../../domain/worker-queues.ts";
import type { Config } from "../../platform/config/config.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { nameOf } from "./name-of.ts";
import { isAlive, stillPolling } from "./polling.ts";
import type { AskTaskQueues } from "./task-queues.ts";

type SeenRow = Pick<WorkerRow, "id" | "startedAt" | "seenAt" | "silentSeconds">;
type Queue = NonNullable<WorkersAnswer["queues"]>[number];

/** Who is alive, what waits for whom, and what is wrong. Temporal's silence is an answer, too. */
export async function listWorkers(
  context: ServiceContext,
  settings: Config["temporal"],
  askTaskQueues: AskTaskQueues,
): Promise<WorkersAnswer> {
  const { sql } = context;
  const sending = await setUpChannels(context);
  const asked = workerQueues(
    settings.taskQueue,
    [...channels.keys()].filter((name) => sending.has(name)),
  );
  const [rows, apis, backlog, found] = await Promise.all([
    rowsOf(sql),
    listApis(sql),
    dispatchBacklog(sql),
    askTaskQueues(asked),
  ]);
  const workers = rows.map(presentWorker);
  const runs = backlog.find(({ kind }) => kind === "run");
  const dispatcher = {
    pending: runs?.waiting ?? 0,
    oldestSeconds: runs?.oldestAgeSeconds ?? 0,
  };
  const states = found.outcome === "asked" ? found.states : [];
  const queues = asked.map(({ taskQueue, purpose, channel }): Queue => {
    const state = states.find((one) => one.taskQueue === taskQueue);
    return {
      taskQueue,
      purpose,
      channel,
      channelName: channel === null ? null : channelOf(channel).label,
      pollers: stillPolling(state?.pollers ?? [], rows, context.now()).map((poller) => ({
        ...poller,
        name: nameOf(poller.identity),
      })),
      backlog: state?.backlog ?? 0,
      backlogSeconds: state?.backlogSeconds ?? 0,
    };
  });
  const isAsked = found.outcome === "asked";
  return {
    workers,
    apis: apis.map(presentApi),
    dispatcher,
    temporal: {
      address: settings.address ?? `127.0.0.1:${settings.ownPort}`,
      namespace: settings.namespace,
      reachable: isAsked,
      why: found.outcome === "away" ? found.why : null,
    },
    queues: isAsked ? queues : null,
    problems: workerProblems({
      workers,
      dispatcher,
      temporalAnswers: isAsked,
      queues: isAsked ? queues : [],
    }),
  };
}

function presentWorker(row: WorkerRow): WorkersAnswer["workers"][number] {
  const { version, build, standing } = row;
  return { ...presentSeen(row), version, build, standing };
}

function presentApi(row: ApiRow): WorkersAnswer["apis"][number] {
  const { version, build, standing } = row;
  return { ...presentSeen(row), version, build, standing };
}

function presentSeen({ id, startedAt, seenAt, silentSeconds }: SeenRow) {
  const alive = isAlive({ silentSeconds });
  return { name: nameOf(id), identity: id, startedAt, lastSeenAt: seenAt, alive };
}
