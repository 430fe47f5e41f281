import { workspace, workspaceChange } from "../../contract/api/workspace.ts";
import {
  changeWorkspace,
  drawControlGroupAnew,
  getWorkspace,
} from "../../services/workspace/workspace.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Instance";

export const workspaceRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/workspace",
    scope: "read",
    tag,
    summary: "Get the workspace's settings",
    answer: workspace,
    handle: ({ context }) => getWorkspace(context),
  }),
  defineRoute({
    method: "patch",
    path: "/workspace",
    scope: "admin",
    tag,
    summary: "Update the workspace's settings",
    description:
      "What is left out stays as it is. What is changed holds from the next event, message or wait on.",
    body: workspaceChange,
    answer: workspace,
    handle: ({ context }, { body }) => changeWorkspace(context, body),
  }),
  defineRoute({
    method: "post",
    path: "/workspace/holdout/draw",
    scope: "admin",
    tag,
    summary: "Draw the workspace's control group anew",
    description:
      "Others are held out from the next start on, as many as before. Figures of before and after don't compare.",
    answer: workspace,
    handle: ({ context }) => drawControlGroupAnew(context),
  }),
];
