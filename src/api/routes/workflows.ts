import { idParams } from "../../contract/api/fields.ts";
import { pageQuery } from "../../contract/api/page.ts";
import { activeRunsBody, publishBody } from "../../contract/api/active-runs.ts";
import { waitingRuns } from "../../contract/api/waiting-runs.ts";
import { waitingRunsOf } from "../../services/workflows/waiting-runs.ts";
import * as contract from "../../contract/api/workflow.ts";
import * as history from "../../contract/api/workflow-history.ts";
import { undoChange } from "../../services/bindings/undo.ts";
import {
  activateWorkflow,
  archiveWorkflow,
  pauseWorkflow,
} from "../../services/workflows/status.ts";
import { drawHoldoutAnew } from "../../services/holdouts/workflow.ts";
import { checkDraft } from "../../services/workflows/examine.ts";
import {
  createWorkflow,
  deleteWorkflow,
  getWorkflow,
  listWorkflowTags,
  updateWorkflow,
} from "../../services/workflows/workflows.ts";
import { duplicateWorkflow } from "../../services/workflows/duplicate.ts";
import { listHistory } from "../../services/workflows/history.ts";
import { getVersion, listVersions, restoreVersion } from "../../services/workflows/versions.ts";
import { listWorkflows } from "../../services/workflows/list.ts";
import { publishWorkflow } from "../../services/workflows/publish.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Workflows";
const onlyStarts =
  "Active runs go on with the version they were started with, or are stopped: `runs` says which.";

export const workflowsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/workflows",
    scope: "manage",
    tag,
    summary: "Create a workflow",
    description:
      "As a draft, which need not be whole yet, nor need its blocks' settings: `problems` says what is missing.",
    body: contract.createWorkflowBody,
    answer: contract.workflowAnswer,
    status: 201,
    handle: async ({ context }, { body }) => {
      const id = await context.transaction((context) => createWorkflow(context, body));
      return getWorkflow(context, id);
    },
  }),
  defineRoute({
    method: "get",
    path: "/workflows",
    scope: "read",
    tag,
    summary: "List workflows",
    query: contract.listWorkflowsQuery,
    answer: contract.workflowPage,
    handle: ({ context }, { query }) => listWorkflows(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/workflow-tags",
    scope: "read",
    tag,
    summary: "List workflow tags",
    answer: contract.workflowTagList,
    handle: async ({ context }) => ({ items: await listWorkflowTags(context) }),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/duplicate",
    scope: "manage",
    tag,
    summary: "Duplicate a workflow",
    description: "With its tags, stop rules and bindings; it starts nothing until it is activated.",
    params: idParams,
    body: contract.duplicateWorkflowBody,
    answer: contract.workflowAnswer,
    status: 201,
    handle: async ({ context }, { params, body }) =>
      getWorkflow(context, await duplicateWorkflow(context, params.id, body.name)),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id",
    scope: "read",
    tag,
    summary: "Get a workflow with its draft",
    params: idParams,
    answer: contract.workflowAnswer,
    handle: ({ context }, { params }) => getWorkflow(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/workflows/:id",
    scope: "manage",
    tag,
    summary: "Update a workflow",
    description:
      "Saving the draft changes no run: publish it for that. Stop rules hold at once, for active runs too.",
    params: idParams,
    body: contract.updateWorkflowBody,
    answer: contract.workflowAnswer,
    handle: async ({ context }, { params, body }) => {
      await context.transaction((context) => updateWorkflow(context, params.id, body));
      return getWorkflow(context, params.id);
    },
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/holdout/draw",
    scope: "manage",
    tag,
    summary: "Draw a workflow's holdout anew",
    description:
      "Others are held out from the next start on, as many as before. Figures of before and after don't compare.",
    params: idParams,
    answer: contract.workflowAnswer,
    handle: async ({ context }, { params }) => {
      await context.transaction((context) => drawHoldoutAnew(context, params.id));
      return getWorkflow(context, params.id);
    },
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/check",
    scope: "manage",
    inTurn: true,
    tag,
    summary: "Validate a draft without saving it",
    description: "What publishing it would say, of the problems and the warnings.",
    params: idParams,
    body: contract.checkDraftBody,
    answer: contract.draftCheck,
    handle: ({ context }, { params, body }) => checkDraft(context, params.id, body.draft),
  }),
  defineRoute({
    method: "delete",
    path: "/workflows/:id",
    scope: "manage",
    tag,
    summary: "Delete a workflow that never ran",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteWorkflow(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/publish",
    scope: "manage",
    tag,
    summary: "Publish a workflow",
    description: `New runs get it. ${onlyStarts} 409 with \`problems\` when the draft is not whole.`,
    params: idParams,
    answer: contract.publishAnswer,
    body: publishBody,
    handle: ({ context }, { params, body }) => publishWorkflow(context, params.id, body),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/waiting",
    scope: "read",
    tag,
    summary: "Tell where the open runs of a workflow stand",
    description: "By version and block, and which of them could follow into the draft.",
    params: idParams,
    answer: waitingRuns,
    handle: ({ context }, { params }) => waitingRunsOf(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/versions",
    scope: "read",
    tag,
    summary: "List versions, newest first",
    params: idParams,
    query: pageQuery,
    answer: contract.versionPage,
    handle: ({ context }, { params, query }) => listVersions(context, params.id, query),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/versions/:number",
    scope: "read",
    tag,
    summary: "Get a version",
    params: contract.versionParams,
    answer: contract.versionAnswer,
    handle: ({ context }, { params }) => getVersion(context, params.id, params.number),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/versions/:number/restore",
    scope: "manage",
    tag,
    summary: "Restore a version into the draft",
    description: "Publish it to have runs start with it.",
    params: contract.versionParams,
    body: contract.restoreVersionBody,
    answer: contract.workflowAnswer,
    handle: async ({ context }, { params, body }) => {
      await context.transaction((context) =>
        restoreVersion(context, params.id, params.number, body),
      );
      return getWorkflow(context, params.id);
    },
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/history",
    scope: "read",
    tag,
    summary: "List what was changed of a workflow, newest first",
    description:
      "By people and API keys: versions, bindings, stop rules, status. Saving the draft changes no run, and is not told.",
    params: idParams,
    query: pageQuery,
    answer: history.historyPage,
    handle: ({ context }, { params, query }) => listHistory(context, params.id, query),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/history/:change/undo",
    scope: "manage",
    tag,
    summary: "Undo a change of a binding or of the stop rules",
    description:
      "They are again exactly what they were before it. Past launches stay remembered; with another frequency they are counted by it.",
    params: history.undoParams,
    answer: history.undone,
    handle: ({ context }, { params }) => undoChange(context, params.id, Number(params.change)),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/activate",
    scope: "manage",
    tag,
    summary: "Activate a workflow",
    description: "409 with `missing`, all of it at once, when something is not there yet.",
    params: idParams,
    answer: contract.workflowAnswer,
    handle: ({ context }, { params }) => activateWorkflow(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/pause",
    scope: "manage",
    tag,
    summary: "Pause a workflow",
    description: onlyStarts,
    params: idParams,
    body: activeRunsBody,
    answer: contract.workflowChanged,
    handle: ({ context }, { params, body }) => pauseWorkflow(context, params.id, body.runs),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/archive",
    scope: "manage",
    tag,
    summary: "Archive a workflow",
    description: `Nothing starts it again. ${onlyStarts}`,
    params: idParams,
    body: activeRunsBody,
    answer: contract.workflowChanged,
    handle: ({ context }, { params, body }) => archiveWorkflow(context, params.id, body.runs),
  }),
];
