import { idParams } from "../../contract/api/fields.ts";
import { pageOf } from "../../contract/api/page.ts";
import {
  memberIds,
  memberListQuery,
  membersChanged,
  newSegment,
  previewedRule,
  segment,
  segmentChange,
  segmentHistory as historyAnswer,
  segmentHistoryQuery,
  segmentListQuery,
  segmentMember,
  segmentPreview,
  segmentUses as usesAnswer,
} from "../../contract/api/segments.ts";
import { segmentHistory } from "../../services/segments/history.ts";
import { changeMembers, listMembers } from "../../services/segments/members.ts";
import {
  createSegment,
  deleteSegment,
  getSegment,
  listSegments,
  previewSegment,
  updateSegment,
} from "../../services/segments/segments.ts";
import { segmentUses } from "../../services/segments/uses.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Segments";
const inUse = "Refused with 409 while a published workflow names it (`workflows` lists them).";

export const segmentsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/segments",
    scope: "manage",
    tag,
    summary: "Create a segment",
    description: "A list, or one whose members are found by a rule.",
    body: newSegment,
    status: 201,
    answer: segment,
    handle: ({ context }, { body }) => createSegment(context, body),
  }),
  defineRoute({
    method: "post",
    path: "/segments/preview",
    scope: "read",
    tag,
    summary: "Try a rule",
    description:
      "Says whom it holds for now, and keeps nothing. Refused with 422 after ten seconds.",
    body: previewedRule,
    answer: segmentPreview,
    handle: ({ context }, { body }) => previewSegment(context, body.rule),
  }),
  defineRoute({
    method: "get",
    path: "/segments",
    scope: "read",
    tag,
    summary: "List segments",
    description: "By name.",
    query: segmentListQuery,
    answer: pageOf(segment),
    handle: ({ context }, { query }) => listSegments(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/segments/:id",
    scope: "read",
    tag,
    summary: "Get a segment",
    params: idParams,
    answer: segment,
    handle: ({ context }, { params }) => getSegment(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/segments/:id/history",
    scope: "read",
    tag,
    summary: "Count who came and went by day",
    description:
      "Everybody who became a member or is none any more, by hand, by rule or by a block.",
    params: idParams,
    query: segmentHistoryQuery,
    answer: historyAnswer,
    handle: ({ context }, { params, query }) => segmentHistory(context, params.id, query.days),
  }),
  defineRoute({
    method: "get",
    path: "/segments/:id/uses",
    scope: "read",
    tag,
    summary: "Find where a segment is used",
    params: idParams,
    answer: usesAnswer,
    handle: ({ context }, { params }) => segmentUses(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/segments/:id",
    scope: "manage",
    tag,
    summary: "Change a segment's name or rule",
    description: `Another name is ${inUse.charAt(0).toLowerCase()}${inUse.slice(1)}`,
    params: idParams,
    body: segmentChange,
    answer: segment,
    handle: ({ context }, { params, body }) => updateSegment(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/segments/:id",
    scope: "manage",
    tag,
    summary: "Delete a segment",
    description: inUse,
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteSegment(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/segments/:id/members",
    scope: "read",
    tag,
    summary: "List a segment's members",
    params: idParams,
    query: memberListQuery,
    answer: pageOf(segmentMember),
    handle: ({ context }, { params, query }) => listMembers(context, params.id, query),
  }),
  defineRoute({
    method: "post",
    path: "/segments/:id/members/add",
    scope: "manage",
    tag,
    summary: "Add up to 500 members to a segment",
    params: idParams,
    body: memberIds,
    answer: membersChanged,
    handle: ({ context }, { params, body }) =>
      changeMembers(context, params.id, "add", body.contactIds),
  }),
  defineRoute({
    method: "post",
    path: "/segments/:id/members/remove",
    scope: "manage",
    tag,
    summary: "Remove up to 500 members from a segment",
    params: idParams,
    body: memberIds,
    answer: membersChanged,
    handle: ({ context }, { params, body }) =>
      changeMembers(context, params.id, "remove", body.contactIds),
  }),
];
