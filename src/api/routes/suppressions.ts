import { idParams } from "../../contract/api/fields.ts";
import { pageOf } from "../../contract/api/page.ts";
import {
  newSuppression,
  suppression,
  suppressionImport,
  suppressionQuery,
  suppressionsImported,
} from "../../contract/api/suppressions.ts";
import { importSuppressions } from "../../services/suppressions/import.ts";
import {
  addSuppression,
  getSuppression,
  liftSuppression,
  listSuppressions,
} from "../../services/suppressions/suppressions.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Suppressions";

export const suppressionsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/suppressions",
    scope: "read",
    tag,
    summary: "List suppressed addresses",
    description: "Newest first; those whose time has run out are among them.",
    query: suppressionQuery,
    answer: pageOf(suppression).meta({ id: "SuppressionPage" }),
    handle: ({ context }, { query }) => listSuppressions(context, query),
  }),
  defineRoute({
    method: "post",
    path: "/suppressions",
    scope: "manage",
    tag,
    summary: "Suppress an address",
    description:
      "Nothing is sent to it by the channel any more, whoever has it. An address that is suppressed for " +
      "the same reason already stays as it is.",
    body: newSuppression,
    status: 201,
    answer: suppression,
    handle: ({ context }, { body }) => addSuppression(context, body),
  }),
  defineRoute({
    method: "post",
    path: "/suppressions/import",
    scope: "manage",
    tag,
    summary: "Suppress a list of addresses",
    description:
      "As a list, or as CSV. What can't be taken is told by its place; the others are suppressed.",
    body: suppressionImport,
    answer: suppressionsImported,
    handle: ({ context }, { body }) => importSuppressions(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/suppressions/:id",
    scope: "read",
    tag,
    summary: "Get a suppressed address",
    params: idParams,
    answer: suppression,
    handle: ({ context }, { params }) => getSuppression(context, params.id),
  }),
  defineRoute({
    method: "delete",
    path: "/suppressions/:id",
    scope: "manage",
    tag,
    summary: "Lift a suppression",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => liftSuppression(context, params.id),
  }),
];
