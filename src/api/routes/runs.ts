import { idParams } from "../../contract/api/fields.ts";
import * as byHand from "../../contract/api/run-by-hand.ts";
import * as contract from "../../contract/api/run.ts";
import { testLaunchAnswer, testLaunchBody } from "../../contract/api/test-launch.ts";
import { getRun, listRuns } from "../../services/runs/runs.ts";
import { skipWait, stopRun } from "../../services/runs/by-hand.ts";
import { retryRun } from "../../services/runs/retry.ts";
import { testLaunch } from "../../services/workflows/test-launch.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Runs";

export const runsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/runs",
    scope: "read",
    tag,
    summary: "List runs, newest first",
    query: contract.runsQuery,
    answer: contract.runPage,
    handle: ({ context }, { query }) => listRuns(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/runs/:id",
    scope: "read",
    tag,
    summary: "Get a run and its journal",
    params: idParams,
    answer: contract.runDetails,
    handle: ({ context, config }, { params }) => getRun(context, config.temporal, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/test-launch",
    scope: "manage",
    inTurn: true,
    tag,
    summary: "Launch a test run",
    description:
      "A run beside everything real: its messages go to the tester, what it would change or call is " +
      "told and not done, no event is kept and no gate closes.",
    params: idParams,
    body: testLaunchBody,
    answer: testLaunchAnswer,
    status: 201,
    handle: ({ context }, { params, body }) => testLaunch(context, params.id, body),
  }),
  defineRoute({
    method: "post",
    path: "/runs/:id/stop",
    scope: "manage",
    tag,
    summary: "Stop a run",
    description:
      "It ends in order, as stopped: at once while it waits, else after the block in progress.",
    params: idParams,
    body: byHand.stopRunBody,
    answer: byHand.stopRunAnswer,
    status: 202,
    handle: ({ context }, { params, body }) => stopRun(context, params.id, body.reason),
  }),
  defineRoute({
    method: "post",
    path: "/runs/:id/skip-wait",
    scope: "manage",
    tag,
    summary: "Skip a run's current wait",
    description:
      "As if its time had come: a delay is over, an event that was waited for counts as not having " +
      "come. Name the visit and no other wait is skipped; without it, a second request within two " +
      "seconds is taken for the same click.",
    params: idParams,
    body: byHand.skipWaitBody,
    answer: byHand.skipWaitAnswer,
    status: 202,
    handle: ({ context }, { params, body }) => skipWait(context, params.id, body),
  }),
  defineRoute({
    method: "post",
    path: "/runs/:id/retry",
    scope: "manage",
    tag,
    summary: "Retry a failed run",
    description:
      "The same run, at the block that failed (or from its start), in its version or another: " +
      "frequencies count nothing, and messages that were sent are not sent again.",
    params: idParams,
    body: byHand.retryRunBody,
    answer: byHand.retryRunAnswer,
    status: 202,
    handle: ({ context }, { params, body }) =>
      retryRun(context, params.id, body.from, body.toVersion),
  }),
];
