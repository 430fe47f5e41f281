import { z } from "zod";
import { outcomes } from "../../domain/event.ts";
import { int4 } from "../integers.ts";
import { messageId } from "./event.ts";
import { id, keyText } from "./fields.ts";

export const manualStart = z
  .strictObject({
    bindingId: id.meta({ description: "Which start of the workflow" }),
    params: z.record(z.string().trim().min(1).max(100), z.unknown()).optional().meta({
      description:
        "What the event says; left out, what the contact's latest event of the type has said",
    }),
    key: keyText
      .refine((key) => key.length >= 1 && key.length <= 300, "must have 1 to 300 characters")
      .optional()
      .meta({
        description: "The event's key; left out, that of the latest event, or the contact's id",
      }),
    messageId: messageId.optional(),
  })
  .meta({ id: "ManualStart" });
export type ManualStart = z.output<typeof manualStart>;

export const manualStartAnswer = z
  .strictObject({
    eventId: z.guid(),
    duplicate: z.boolean().meta({ description: "True: this message id was here before" }),
    outcome: z.enum(outcomes),
    reason: z.string(),
    until: z.date().nullable(),
    runId: z.guid().nullable(),
  })
  .meta({ id: "ManualStartAnswer" });
export type ManualStartAnswer = z.input<typeof manualStartAnswer>;

export const frequencyReset = z.strictObject({ contactId: id }).meta({ id: "FrequencyReset" });

export const frequencyResetAnswer = z
  .strictObject({
    opened: int4(0).meta({
      description:
        "How many windows were closed and are open now: the contact's, or one for each event key",
    }),
  })
  .meta({ id: "FrequencyResetAnswer" });

export const contactMerge = z
  .strictObject({ contactId: id.meta({ description: "Who becomes part of the other, and goes" }) })
  .meta({ id: "ContactMerge" });
