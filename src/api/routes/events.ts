import { eventAnswer, eventsAnswer, eventsBody } from "../../contract/api/event.ts";
import { dryRunAnswer } from "../../contract/api/dry-run.ts";
import { incomingEvent } from "../../contract/incoming-event.ts";
import { dryRunEvent } from "../../services/events/dry-run.ts";
import { sendEvent, sendEvents } from "../../services/events/send.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Events in";

export const eventsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/event",
    scope: "send",
    orScope: "collect",
    tag,
    summary: "Send one event",
    description:
      "Answered when the event is committed, with what it did to each binding. With a `messageId` " +
      "(or the header `Idempotency-Key`) the same request may be repeated: nothing happens twice, " +
      "and the first answer comes again, as a `duplicate`.",
    body: incomingEvent,
    answer: eventAnswer,
    handle: ({ ingest }, { body, request }) =>
      sendEvent(ingest, body, request.get("idempotency-key")),
  }),
  defineRoute({
    method: "post",
    path: "/events",
    scope: "send",
    orScope: "collect",
    tag,
    summary: "Send up to 1,000 events",
    description:
      "Each event stands for itself: the good ones are kept, the faulty ones named, with status 207 " +
      "instead of 200 when there are any. At most 5 MiB.",
    body: eventsBody,
    list: "events",
    answer: eventsAnswer,
    handle: async ({ ingest }, { body, response }) => {
      const results = await sendEvents(ingest, body.events);
      if (results.some(({ status }) => status === "rejected")) response.status(207);
      return { results };
    },
  }),
  defineRoute({
    method: "post",
    path: "/events/dry-run",
    scope: "send",
    tag,
    summary: "Try an event, starting nothing",
    description:
      "Takes an event as `POST /event` does, answers what it would do to each binding and which " +
      "messages the runs that it would start may send, and keeps nothing of it. Names and addresses " +
      "are told to callers that may `read`.",
    body: incomingEvent,
    answer: dryRunAnswer,
    handle: ({ context }, { body, caller }) =>
      dryRunEvent(context, body, caller.scopes.includes("read")),
  }),
];
