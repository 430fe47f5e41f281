import { workersAnswer } from "../../contract/api/workers.ts";
import { workerVersionsAnswer } from "../../contract/api/worker-versions.ts";
import { listWorkers } from "../../services/workers/list.ts";
import type { AskTaskQueues } from "../../services/workers/task-queues.ts";
import type { AskWorkerVersions } from "../../services/workers/worker-versions.ts";
import { listWorkerVersions } from "../../services/workers/worker-versions.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const noConnection: AskTaskQueues & AskWorkerVersions = () =>
  Promise.resolve({ outcome: "away", why: "this process has no connection to Temporal" });

export const workersRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/workers",
    scope: "admin",
    tag: "Instance",
    summary: "List workers, APIs, task queues and what waits",
    description:
      "Workers and APIs by their signs of life, with what each has in hand, task queues as Temporal describes them, runs that are still to be " +
      "handed to it, and what is wrong. Where Temporal does not answer, `queues` is null, and the rest is there.",
    answer: workersAnswer,
    handle: ({ context, config, taskQueues }) =>
      listWorkers(context, config.temporal, taskQueues ?? noConnection),
  }),
  defineRoute({
    method: "get",
    path: "/worker-versions",
    scope: "admin",
    tag: "Instance",
    summary: "List the releases of the workers and what each gets",
    description:
      "Where the workers are a worker deployment of Temporal (`TEMPORAL_DEPLOYMENT_NAME`): to which release work is routed, " +
      "how many open runs each still has, which workers are of it, and how many runs keep it from being promoted. " +
      "`campanile worker-versions` routes.",
    answer: workerVersionsAnswer,
    handle: ({ context, workerVersions }) =>
      listWorkerVersions(context, workerVersions ?? noConnection),
  }),
];
