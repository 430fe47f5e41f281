import {
  eventType,
  eventTypeChange,
  eventTypeConsequences as consequences,
  eventTypeDependencies as dependencies,
  eventTypeParams as paramsSeen,
  eventTypesQuery,
  newEventType,
} from "../../contract/api/event-types.ts";
import { idParams } from "../../contract/api/fields.ts";
import { pageOf } from "../../contract/api/page.ts";
import { factPathsAnswer, factPathsQuery } from "../../contract/api/fact-paths.ts";
import { deleteEventType, deletionConsequences } from "../../services/event-types/deletion.ts";
import {
  createEventType,
  eventTypeParams,
  getEventType,
  listEventTypes,
  updateEventType,
} from "../../services/event-types/event-types.ts";
import { eventTypeDependencies } from "../../services/event-types/dependencies.ts";
import { listCommonPaths, listFactPaths } from "../../services/fact-paths/list.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Event types";

export const eventTypesRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/event-types",
    scope: "manage",
    tag,
    summary: "Create an event type",
    body: newEventType,
    status: 201,
    answer: eventType,
    handle: ({ context }, { body }) => createEventType(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/event-types",
    scope: "read",
    tag,
    summary: "List event types",
    description: "By key, or by their last event.",
    query: eventTypesQuery,
    answer: pageOf(eventType),
    handle: ({ context }, { query }) => listEventTypes(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/event-types/:id",
    scope: "read",
    tag,
    summary: "Get an event type",
    params: idParams,
    answer: eventType,
    handle: ({ context }, { params }) => getEventType(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/event-types/:id",
    scope: "manage",
    tag,
    summary: "Update an event type",
    description: "All but its key.",
    params: idParams,
    body: eventTypeChange,
    answer: eventType,
    handle: ({ context }, { params, body }) => updateEventType(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/event-types/:id",
    scope: "manage",
    tag,
    summary: "Delete an event type",
    description:
      "Refused with 409 for system types, while workflows are bound to it (`bindings` lists " +
      "them) and while any wait for it (`waiting`). Its events stay in the history.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteEventType(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/event-types/:id/dependencies",
    scope: "read",
    tag,
    summary: "List the workflows that depend on an event type",
    params: idParams,
    answer: dependencies,
    handle: ({ context }, { params }) => eventTypeDependencies(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/event-types/:id/consequences",
    scope: "read",
    tag,
    summary: "Preview the deletion of an event type",
    params: idParams,
    answer: consequences,
    handle: ({ context }, { params }) => deletionConsequences(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/event-types/:id/params",
    scope: "read",
    tag,
    summary: "List the params of recent events",
    description: "Suggestions for filters and templates. Examples may be personal data.",
    params: idParams,
    answer: paramsSeen,
    handle: ({ context }, { params }) => eventTypeParams(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/fact-paths",
    scope: "read",
    tag,
    summary: "List the paths that conditions and templates can use",
    description: "`now`, the run's own clock, can always be named. Examples may be personal data.",
    query: factPathsQuery,
    answer: factPathsAnswer,
    handle: ({ context }, { query: { workflowId } }) =>
      workflowId === undefined ? listCommonPaths(context) : listFactPaths(context, workflowId),
  }),
];
