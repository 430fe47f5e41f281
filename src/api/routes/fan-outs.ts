import * as contract from "../../contract/api/fan-out.ts";
import { idParams } from "../../contract/api/fields.ts";
import { getFanOut, listFanOuts, stopFanOut } from "../../services/fan-outs/fan-outs.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Fan-outs";

export const fanOutsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/fan-outs",
    scope: "read",
    tag,
    summary: "List fan-outs, newest first",
    query: contract.fanOutsQuery,
    answer: contract.fanOutPage,
    handle: ({ context }, { query }) => listFanOuts(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/fan-outs/:id",
    scope: "read",
    tag,
    summary: "Get a fan-out",
    params: idParams,
    answer: contract.fanOut,
    handle: ({ context }, { params }) => getFanOut(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/fan-outs/:id/stop",
    scope: "manage",
    tag,
    summary: "Stop a fan-out",
    description: "It ends before its next page of some hundreds. What it has launched goes on.",
    params: idParams,
    body: contract.stopFanOutBody,
    answer: contract.stopFanOutAnswer,
    status: 202,
    handle: ({ context }, { params, body }) => stopFanOut(context, params.id, body.reason),
  }),
];
