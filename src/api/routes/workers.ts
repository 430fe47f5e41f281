import { workersAnswer } from "../../contract/api/workers.ts";
import { listWorkers } from "../../services/workers/list.ts";
import type { AskTaskQueues } from "../../services/workers/task-queues.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const noConnection: AskTaskQueues = () =>
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
];
