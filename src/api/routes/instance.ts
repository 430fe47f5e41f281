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
    summary: "Get what this instance is, what it can send, and how busy it is today",
    answer: instanceAnswer,
    handle: ({ context, config }) => getInstance(context, config),
  }),
];
