import { instanceAnswer } from "../../contract/api/instance.ts";
import { getInstance } from "../../services/instance/get.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const instanceRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/instance",
    scope: "read",
    tag: "Instance",
    summary: "Get this instance's version, channels and today's counts",
    answer: instanceAnswer,
    handle: ({ context, config }) => getInstance(context, config),
  }),
];
