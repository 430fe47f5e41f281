import { z } from "zod";
import { outcomes } from "../../domain/event.ts";
import { count } from "../integers.ts";
import { eventParams } from "./event-params.ts";
import { instant, keyText, textOrNumber } from "./fields.ts";
import { identityNotes } from "./identities.ts";

/** Characters that no event type's key may have. */
export const forbiddenInKeys = /[<;'\\/|"`^?!,>]/;

/** An event type's key, compared exactly, without the blanks around it. The forbidden characters are Reteno's. */
export const eventTypeKey = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((key) => !forbiddenInKeys.test(key), "must contain none of < ; ' \\ / | \" ` ^ ? ! , >")
  .refine((key) => !/\p{Cc}/u.test(key), "must contain no control characters")
  .meta({ description: "The event type; an unknown one is registered", example: "orderPaid" });

export const messageId = z
  .string()
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,200}$/u, "must have 1 to 200 printable characters")
  .meta({
    description:
      "The producer's id of this event: a repetition changes nothing. Printable characters",
    // Unicode's properties in a pattern are more than many readers of OpenAPI can do.
    override: { type: "string", minLength: 1, maxLength: 200, pattern: undefined },
  });

const identityValue = textOrNumber.nullish();

/** An event in Reteno's form, with our additions. */
export const eventBody = z
  .strictObject({
    eventTypeKey,
    keyValue: keyText
      .refine((key) => key.length <= 300, "must have at most 300 characters")
      .nullish()
      .meta({
        description:
          "The event's own key, such as an order's number; by default the first of contactId, " +
          "externalCustomerId, email, phone, pushToken",
      }),
    params: eventParams.default([]),
    messageId: messageId.optional(),
    occurredAt: instant.optional().meta({ description: "When it happened, by your clock" }),
    contact: z
      .strictObject({
        contactId: identityValue,
        email: identityValue,
        phone: identityValue,
        pushToken: identityValue,
        anonymousId: identityValue,
      })
      .optional()
      .meta({ description: "Whom it is about, instead of or besides the params" }),
  })
  .meta({ id: "Event" });

export type EventBody = z.output<typeof eventBody>;

const decision = z
  .strictObject({
    bindingId: z.guid(),
    workflowId: z.guid(),
    role: z.enum(["start", "stop"]),
    outcome: z.enum(outcomes),
    reason: z.string().meta({ description: "Why, in words" }),
    until: z.date().nullable().optional().meta({
      description: "For a suppressed start: from when on an event may launch again; null is never",
    }),
    runId: z.guid().optional(),
    fanOutId: z
      .guid()
      .optional()
      .meta({ description: "For a start for each member of a segment: what launches them" }),
    stopped: count.optional().meta({ description: "For a stop: how many runs it ends" }),
  })
  .meta({ id: "Decision" });

export const eventAnswer = z
  .strictObject({
    eventId: z.guid(),
    duplicate: z.boolean().meta({ description: "True: this message id was here before" }),
    contactId: z.guid().nullable(),
    ...identityNotes,
    decisions: z.array(decision).meta({ description: "For a duplicate: those of the first time" }),
  })
  .meta({ id: "EventAnswer" });

/** Each is parsed by itself, so that one fault refuses one event. */
export const eventsBody = z
  .strictObject({
    events: z
      .array(z.unknown().meta({ override: { $ref: "#/components/schemas/Event" } }))
      .min(1, "must have at least one event")
      .max(1_000, "must have at most 1000 events"),
  })
  .meta({ id: "Events" });

export const eventError = z
  .strictObject({ path: z.string(), message: z.string() })
  .meta({ id: "Fault" });

export const eventsAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        index: count,
        status: z.enum(["accepted", "duplicate", "rejected"]),
        eventId: z.guid().optional(),
        contactId: z.guid().nullable().optional(),
        ...identityNotes,
        errors: z.array(eventError).optional(),
      }),
    ),
  })
  .meta({ id: "EventsAnswer" });
