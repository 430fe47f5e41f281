import { z } from "zod";
import {
  eventFilter,
  eventMatch,
  eventTypeKey,
  onlySuchEvents,
  span,
  spanEnd,
} from "./settings.ts";
import { localZone } from "../domain/local-zone.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { spanLabel } from "../domain/sentences/rule-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

const schema = z.strictObject({
  eventTypeKey,
  filter: eventFilter.nullable().default(null).meta(onlySuchEvents),
  match: eventMatch,
  timeout: span.default({ amount: 1, unit: "days" }).meta({ title: "How long to wait at most" }),
  includeEarlier: z.boolean().default(false).meta({
    title: "Count earlier events",
    description: "Those that came since the run started, before it got here",
  }),
});

export const waitForEvent = defineBlock({
  kind: "waitForEvent",
  label: "Wait for event",
  description: "Waits until an event comes, or for a time at most. Later blocks see its params.",
  group: "waits",
  schema,
  example: { eventTypeKey: "orderPaid", timeout: { amount: 3, unit: "days" } },
  role: "wait",
  place: "database",
  branches: ["event", "timeout"],
  branchLabels: { event: "Event came", timeout: "Time is over" },
  awaits: (config) => [config.eventTypeKey],
  summary: ({ eventTypeKey: key, timeout }) =>
    sayBlock("waitForEvent", { key, span: spanLabel(timeout) }),
  perform: async ({ eventTypeKey: key, timeout, ...wish }, context) => {
    const facts = await context.facts();
    const earlier = await context.events.await({ kind: "wait", eventTypeKey: key, ...wish });
    if (earlier !== null) {
      return { branch: "event", note: sayVisit("eventHadCome", { key }), data: earlier };
    }
    const waitUntil = spanEnd(timeout, context.now, localZone(facts));
    return {
      branch: "timeout",
      waitUntil,
      awaits: true,
      note: sayVisit("waitsForEvent", { key, span: spanLabel(timeout) }),
    };
  },
});
