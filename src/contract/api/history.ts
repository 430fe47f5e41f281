import { z } from "zod";
import { outcomes } from "../../domain/event.ts";
import { int4 } from "../integers.ts";
import { contactName, contactSearch, id, instant } from "./fields.ts";
import { ignoredIdentity } from "./identities.ts";
import { pageOf, pageQuery } from "./page.ts";
import { runSummary } from "./run.ts";

/** One outcome, or several with commas between: an event that has any of them. */
const outcomeList = z
  .string()
  .max(300)
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(outcomes)));

export const eventsQuery = pageQuery
  .extend({
    typeKey: z.string().max(100).optional().meta({ description: "The event type's key" }),
    from: instant.optional().meta({ description: "Received at or after" }),
    to: instant.optional().meta({ description: "Received before" }),
    outcome: outcomeList.optional().meta({
      description: `Of one of its decisions; several with commas between. ${outcomes.join(", ")}`,
      example: "no_contact,no_segment",
    }),
    keyPrefix: z.string().max(300).optional().meta({ description: "How the event's key begins" }),
    search: contactSearch("The beginning of its key. "),
    contactId: id.optional(),
    workflowId: id.optional().meta({ description: "It decided a binding of this workflow" }),
  })
  .meta({ id: "EventsQuery" });

const linkedWorkflow = z.strictObject({ id: z.guid(), name: z.string() });

const until = z.date().nullable().meta({
  description: "For a suppressed start: from when on an event may launch again; null is never",
});

const decided = z.strictObject({
  bindingId: z.guid(),
  workflow: linkedWorkflow,
  role: z.enum(["start", "stop"]),
  outcome: z.string(),
  reason: z.string().nullable().meta({ description: "Why, in words" }),
  until,
  runId: z.guid().nullable(),
  fanOutId: z.guid().nullable(),
  stopped: int4(0).nullable().meta({ description: "For a stop: how many runs it ended" }),
  replays: z
    .array(
      z.strictObject({
        bulkActionId: z.guid(),
        at: z.iso.datetime({ offset: true }),
        outcome: z.string().nullable().meta({ description: "Null: nothing was decided" }),
        reason: z.string().nullable(),
      }),
    )
    .meta({ description: "The times that it was decided anew, each with what was decided before" }),
});

const eventFields = {
  id: z.guid(),
  type: z.strictObject({ id: z.guid(), key: z.string(), name: z.string() }),
  key: z.string(),
  contactId: z.guid().nullable().meta({ description: "Null: it named nobody" }),
  contactName,
  contactMade: z.boolean().meta({ description: "True: the contact was not known before" }),
  source: z.string(),
  receivedAt: z.date(),
  occurredAt: z.date().nullable(),
  past: z.boolean().meta({ description: "Told for the record: it decided nothing" }),
};

export const eventSummary = z
  .strictObject({
    ...eventFields,
    workflows: z
      .array(
        linkedWorkflow.extend({
          role: z.enum(["start", "stop"]),
          outcome: z.string(),
          until,
          runId: z.guid().nullable(),
        }),
      )
      .meta({ description: "What is linked to it, and what it did there" }),
  })
  .meta({ id: "EventSummary" });

export const eventDetails = z
  .strictObject({
    ...eventFields,
    params: z.record(z.string(), z.unknown()),
    identities: z.array(z.unknown()),
    conflict: z
      .unknown()
      .meta({ description: "Identities that belong to another contact; null: none" }),
    ignored: z.array(ignoredIdentity).meta({
      description: "Ids that name nobody, such as undefined: nobody was found by them",
    }),
    messageId: z.string().nullable().meta({ description: "The producer's id of it" }),
    decisions: z.array(decided),
    runs: z.array(runSummary),
  })
  .meta({ id: "EventDetails" });

export const eventPage = pageOf(eventSummary).meta({ id: "EventPage" });

export type EventsQuery = z.output<typeof eventsQuery>;
export type EventSummary = z.input<typeof eventSummary>;
export type EventDetails = z.input<typeof eventDetails>;
