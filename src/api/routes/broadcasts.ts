import * as contract from "../../contract/api/broadcasts.ts";
import { idParams } from "../../contract/api/fields.ts";
import { blockParams } from "../../contract/api/template.ts";
import { audienceOf } from "../../services/broadcasts/audience.ts";
import {
  getBroadcast,
  listBroadcasts,
  pause,
  resume,
} from "../../services/broadcasts/broadcasts.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Broadcasts";

export const broadcastsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/broadcasts",
    scope: "read",
    tag,
    summary: "List messages to segments, newest first",
    query: contract.broadcastsQuery,
    answer: contract.broadcastPage,
    handle: ({ context }, { query }) => listBroadcasts(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/broadcasts/:id",
    scope: "read",
    tag,
    summary: "Get a message to a segment, and how far it has come",
    params: idParams,
    answer: contract.broadcastDetails,
    handle: ({ context }, { params }) => getBroadcast(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/broadcasts/:id/pause",
    scope: "manage",
    tag,
    summary: "Pause a message to a segment",
    description:
      "Within two seconds nothing more is sent, what is on its way apart. For good: stop its run.",
    params: idParams,
    answer: contract.broadcastDetails,
    handle: ({ context }, { params }) => pause(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/broadcasts/:id/resume",
    scope: "manage",
    tag,
    summary: "Have a paused message to a segment go on",
    params: idParams,
    answer: contract.broadcastDetails,
    handle: ({ context }, { params }) => resume(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/blocks/:blockId/audience",
    scope: "read",
    conflicts: true,
    inTurn: true,
    tag,
    summary: "Count whom a block's message to a segment would reach",
    description:
      "As the draft stands and if it went now: by which channel, whom it would not reach and why, and whose message would be held back. Nothing is sent. 409 where the block sends to no segment.",
    params: blockParams,
    answer: contract.audience,
    handle: ({ context }, { params }) => audienceOf(context, params.id, params.blockId),
  }),
];
