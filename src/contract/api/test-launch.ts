import { z } from "zod";
import { incomingEvent } from "../incoming-event.ts";
import { int4 } from "../integers.ts";
import { id } from "./fields.ts";

export const testLaunchBody = z
  .strictObject({
    version: z
      .union([int4(1), z.literal("draft")])
      .default("draft")
      .meta({ description: "A published version, or the draft as it is now" }),
    contactId: id.optional().meta({
      description: "Whose run it is; without `event` with what their latest starting event said",
    }),
    event: incomingEvent.optional().meta({
      description: "As it would be sent; its contact need not be known, and is not made",
    }),
    skipWaiting: z
      .boolean()
      .default(false)
      .meta({ description: "Whether waits are over at once; one for an event has then timed out" }),
    callWebhooks: z
      .boolean()
      .default(false)
      .meta({
        description:
          "Whether its webhooks are called, with the header `Campanile-Test: true`. Without it they are " +
          "rendered only, and the run goes on as if they had succeeded, without an answer",
      }),
    recipient: z.email().optional().meta({
      description:
        "Where its messages go; without it into the built-in inbox. Never to the contact",
    }),
  })
  .refine((body) => body.contactId !== undefined || body.event !== undefined, {
    path: ["contactId"],
    message: "contactId or event: for whom to run it",
  })
  .meta({ id: "TestLaunch" });

export const testLaunchAnswer = z
  .strictObject({
    runId: z.guid(),
    version: int4(0).meta({ description: "0: the draft" }),
    contactId: z.guid().meta({ description: "Of nobody, when the event's contact is not known" }),
  })
  .meta({ id: "TestLaunched" });

export type TestLaunchBody = z.output<typeof testLaunchBody>;
export type TestLaunchAnswer = z.input<typeof testLaunchAnswer>;
