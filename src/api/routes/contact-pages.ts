import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  contactMerge,
  manualStart,
  manualStartAnswer,
} from "../../contract/api/contact-actions.ts";
import { explanation, explanationParams } from "../../contract/api/contact-explanation.ts";
import { contact } from "../../contract/api/contacts.ts";
import { timelinePage, timelineQuery } from "../../contract/api/contact-timeline.ts";
import { idParams } from "../../contract/api/fields.ts";
import { explain } from "../../services/contacts/explain.ts";
import { exportContact } from "../../services/contacts/export.ts";
import { mergeByHand } from "../../services/contacts/merge-by-hand.ts";
import { startByHand } from "../../services/contacts/start-by-hand.ts";
import { contactTimeline } from "../../services/contacts/timeline.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Contacts";

export const contactPagesRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/contacts/:id/timeline",
    scope: "read",
    tag,
    summary: "List what happened to a contact",
    description:
      "Newest first: events with what each decided and why, clicks and opens, runs, messages, changes of " +
      "consent, and frequencies that somebody reset.",
    params: idParams,
    query: timelineQuery,
    answer: timelinePage,
    handle: ({ context }, { params, query }) => contactTimeline(context, params.id, query),
  }),
  defineRoute({
    method: "get",
    path: "/contacts/:id/workflows/:workflowId/explanation",
    scope: "read",
    tag,
    summary: "Say why a contact got what a workflow sends, or didn't",
    description:
      "Of any workflow, whether an event came for the contact or not: its triggers with the contact's newest " +
      "events and what they decided, the newest runs and where they are or ended, messages, and what " +
      "would keep a message away now. `answer` is what it comes to.",
    params: explanationParams,
    answer: explanation,
    handle: ({ context }, { params }) => explain(context, params.id, params.workflowId),
  }),
  defineRoute({
    method: "post",
    path: "/contacts/:id/workflows/:workflowId/start",
    scope: "manage",
    tag,
    summary: "Start a workflow for a contact by hand",
    description:
      "Sends an event of the trigger's type for this contact and this trigger alone, as `source` hand. Filter, " +
      "frequency and holdouts decide as ever: `outcome` says what came of it. Refused with 409 where " +
      "the workflow is not active or the trigger is off. With `messageId`, the same request may be " +
      "repeated. Who did it is in the audit log and the contact's time line.",
    params: explanationParams,
    body: manualStart,
    answer: manualStartAnswer,
    handle: ({ context }, { params, body }) =>
      startByHand(context, params.id, params.workflowId, body),
  }),
  defineRoute({
    method: "post",
    path: "/contacts/:id/merge",
    scope: "manage",
    tag,
    summary: "Merge another contact into this one",
    description:
      "All of the other one becomes this one's; what both say, this one is right about, and an " +
      "unsubscription of either counts. Runs of the other one are stopped, but for a visitor's. It can't be undone.",
    params: idParams,
    body: contactMerge,
    answer: contact,
    handle: ({ context }, { params, body }) => mergeByHand(context, params.id, body.contactId),
  }),
  defineRoute({
    method: "get",
    path: "/contacts/:id/export",
    scope: "admin",
    tag,
    summary: "Export everything that is held about a contact",
    description:
      "A JSON object a line, `{kind, data}`: the contact and what finds it, consent and its changes, " +
      "segments, devices, cart, orders, events with their params, runs with their way, and messages as they were sent.",
    params: idParams,
    download: "application/x-ndjson",
    handle: async ({ context }, { params, response }) => {
      const lines = await exportContact(context, params.id);
      response.type("application/x-ndjson").attachment(`contact-${params.id}.ndjson`);
      // Who leaves in the middle has asked for no more.
      await pipeline(Readable.from(lines), response).catch((error: unknown) => {
        if (!response.closed) throw error;
      });
    },
  }),
];
