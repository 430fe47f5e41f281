import { idParams } from "../../contract/api/fields.ts";
import * as contract from "../../contract/api/run.ts";
import { testLaunchAnswer, testLaunchBody } from "../../contract/api/test-launch.ts";
import { getRun } from "../../services/runs/get.ts";
import { listRuns } from "../../services/runs/list.ts";
import { stopRun } from "../../services/runs/stop.ts";
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
    handle: ({ db }, { query }) => listRuns(db, query),
  }),
  defineRoute({
    method: "get",
    path: "/runs/:id",
    scope: "read",
    tag,
    summary: "One run: the blocks it visited, what it sent, how it ended",
    params: idParams,
    answer: contract.runDetails,
    handle: ({ db, config }, { params }) => getRun(db, config.temporal, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/test-launch",
    scope: "manage",
    tag,
    summary: "Try a version or the draft out",
    description:
      "A run beside everything real: its messages go to the tester, what it would change or call is " +
      "told and not done, no event is kept and no gate closes.",
    params: idParams,
    body: testLaunchBody,
    answer: testLaunchAnswer,
    status: 201,
    handle: ({ db }, { params, body }) => testLaunch(db, params.id, body),
  }),
  defineRoute({
    method: "post",
    path: "/runs/:id/stop",
    scope: "manage",
    tag,
    summary: "Stop a run by hand",
    description:
      "It ends in order, as stopped: at once while it waits, else after the block under way.",
    params: idParams,
    body: contract.stopRunBody,
    answer: contract.stopRunAnswer,
    status: 202,
    handle: ({ db }, { params, body }) => stopRun(db, params.id, body.reason),
  }),
];
