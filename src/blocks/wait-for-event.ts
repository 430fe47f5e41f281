import { z } from "zod";
import { eventFilter, eventTypeKey, span, spanEnd, spanWords } from "./settings.ts";
import { defineBlock } from "./block.ts";

const schema = z.strictObject({
  eventTypeKey,
  filter: eventFilter.nullable().default(null),
  /** Whose event: of the run's contact, or with the key of the event that began the run. */
  match: z.enum(["contact", "key"]).default("contact"),
  /** How long to wait at most; then the way is "timeout". */
  timeout: span.default({ amount: 1, unit: "days" }),
  /** Whether an event counts that came since the run started, before it got here. */
  includeEarlier: z.boolean().default(false),
});

export const waitForEvent = defineBlock({
  kind: "waitForEvent",
  label: "Wait for event",
  description: "Waits until an event comes, or for a time at most. Later blocks see its params.",
  schema,
  role: "wait",
  place: "database",
  branches: ["event", "timeout"],
  awaits: (config) => [config.eventTypeKey],
  summary: (config) => `Wait for "${config.eventTypeKey}", ${spanWords(config.timeout)} at most`,
  perform: async ({ eventTypeKey: key, timeout, ...wish }, context) => {
    const { contact } = await context.facts();
    const earlier = await context.events.await({ kind: "wait", eventTypeKey: key, ...wish });
    if (earlier !== null) {
      return { branch: "event", note: `"${key}" had come already`, data: earlier };
    }
    const waitUntil = spanEnd(timeout, context.now, contact?.timeZone ?? "UTC");
    return {
      ...{ branch: "timeout", waitUntil, awaits: true },
      note: `Waits for "${key}", ${spanWords(timeout)} at most`,
    };
  },
});
