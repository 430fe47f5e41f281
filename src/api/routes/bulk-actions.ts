import * as contract from "../../contract/api/bulk-action.ts";
import { idParams } from "../../contract/api/fields.ts";
import {
  cancelBulkAction,
  getBulkAction,
  listBulkActions,
} from "../../services/bulk-actions/bulk-actions.ts";
import { previewBulkAction, requestBulkAction } from "../../services/bulk-actions/request.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Bulk actions";

export const bulkActionsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/bulk-actions",
    scope: "read",
    tag,
    summary: "List bulk actions, newest first",
    query: contract.bulkActionsQuery,
    answer: contract.bulkActionPage,
    handle: ({ context }, { query }) => listBulkActions(context, query),
  }),
  defineRoute({
    method: "post",
    path: "/bulk-actions/dry-run",
    scope: "manage",
    inTurn: true,
    tag,
    summary: "Count what a bulk action would be done to",
    description: "The same body as of the action itself; nothing is done.",
    body: contract.newBulkAction,
    answer: contract.bulkPreview,
    handle: ({ context }, { body }) => previewBulkAction(context, body),
  }),
  defineRoute({
    method: "post",
    path: "/bulk-actions",
    scope: "manage",
    inTurn: true,
    tag,
    summary: "Do something to many runs",
    description:
      "Stops, retries, pauses, resumes or moves the runs that a filter finds now; runs that come later " +
      "are left alone. Workers carry it out page by page, and it can be cancelled meanwhile.",
    body: contract.newBulkAction,
    answer: contract.bulkAction,
    status: 202,
    handle: ({ context }, { body }) => requestBulkAction(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/bulk-actions/:id",
    scope: "read",
    tag,
    summary: "Get a bulk action and how far it has come",
    params: idParams,
    answer: contract.bulkAction,
    handle: ({ context }, { params }) => getBulkAction(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/bulk-actions/:id/cancel",
    scope: "manage",
    tag,
    summary: "Cancel a bulk action",
    description: "It ends before its next page. What it has done stays done.",
    params: idParams,
    answer: contract.bulkAction,
    status: 202,
    handle: ({ context }, { params }) => cancelBulkAction(context, params.id),
  }),
];
