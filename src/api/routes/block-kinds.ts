import { blockKindList } from "../../contract/api/block-kinds.ts";
import { listBlockKinds } from "../../services/block-kinds/list.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const blockKindsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/block-kinds",
    scope: "read",
    tag: "Workflows",
    summary: "List block kinds",
    description: "In the order of a palette, with the schemas of their settings.",
    answer: blockKindList,
    handle: ({ context }) => listBlockKinds(context),
  }),
];
