import {
  identifyingParamsChange,
  identifyingParamsAnswer,
} from "../../contract/api/identifying-params.ts";
import {
  getIdentifyingParams,
  putIdentifyingParams,
} from "../../services/identifying-params/identifying-params.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Event types";

export const identifyingParamsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/identifying-params",
    scope: "read",
    tag,
    summary: "List the params that identify contacts",
    answer: identifyingParamsAnswer,
    handle: ({ context }) => getIdentifyingParams(context),
  }),
  defineRoute({
    method: "put",
    path: "/identifying-params",
    scope: "manage",
    tag,
    summary: "Set a further param that identifies contacts",
    description:
      "Of events sent to /event and /events (and, where that format is on, Reteno's) from now on. An " +
      "event whose value for it can't be read is refused.",
    body: identifyingParamsChange,
    answer: identifyingParamsAnswer,
    handle: ({ context }, { body }) => putIdentifyingParams(context, body.further),
  }),
];
