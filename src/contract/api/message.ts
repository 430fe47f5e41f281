import { z } from "zod";
import { int4 } from "../integers.ts";
import { contactName, contactSearch, id, instant, truth } from "./fields.ts";
import { pageOf, pageQuery } from "./page.ts";

export const messageStates = [
  "queued",
  "sending",
  "sent",
  "failed",
  "unknown",
  "held",
  "dropped",
] as const;

const heldBack = z
  .strictObject({
    because: z.enum(["cap", "priority", "quiet", "paused"]),
    words: z.string(),
    winners: z
      .array(
        z.strictObject({
          messageId: z.guid(),
          workflowId: z.guid(),
          workflowName: z.string(),
          at: z.iso.datetime(),
        }),
      )
      .meta({ description: "Whose messages had the places, the oldest first" }),
    freeAt: z.iso.datetime().nullable().meta({
      description:
        "When it may go, as far as was known; null: as soon as another one has gone, or its channel is resumed",
    }),
    latest: z.iso.datetime().nullable().meta({
      description: "When it is given up; null: not as long as its channel is paused",
    }),
  })
  .meta({ id: "HeldBack", description: "Why it is or was held back; null: it never was" });

export const messagesQuery = pageQuery
  .extend({
    workflowId: id.optional(),
    search: contactSearch(),
    contactId: id.optional(),
    state: z.enum(messageStates).optional(),
    channel: z
      .string()
      .max(50)
      .optional()
      .meta({ description: "The channel's name; `email` has those of the built-in inbox, too" }),
    transactional: truth
      .optional()
      .meta({ description: "Only transactional ones, or only marketing" }),
    from: instant.optional().meta({ description: "Queued at or after" }),
    to: instant.optional().meta({ description: "Queued before" }),
    test: truth.optional().meta({ description: "Only those of test launches, or only real ones" }),
  })
  .meta({ id: "MessagesQuery" });

export const messageSummary = z
  .strictObject({
    id: z.guid(),
    workflow: z.strictObject({ id: z.guid(), name: z.string() }),
    runId: z.guid(),
    blockId: z.string(),
    contactId: z.guid(),
    contactName,
    channel: z.string(),
    recipient: z.string(),
    subject: z.string(),
    state: z.enum(messageStates).meta({
      description:
        "unknown: the server may or may not have taken it; held: it waits for a place under a cap, or for the end of quiet hours; dropped: it was held back and is not sent",
    }),
    transactional: z.boolean(),
    test: z.boolean().meta({ description: "Of a test launch: it went to the tester" }),
    language: z.string().nullable().meta({ description: "Null: its content has one only" }),
    topic: z.string().nullable(),
    attempts: int4(0),
    error: z.string().nullable(),
    heldBack: heldBack.nullable(),
    queuedAt: z.date(),
    sentAt: z.date().nullable(),
    openedAt: z.date().nullable(),
    opens: int4(0).meta({
      description:
        "As far as a picture tells: mail programs keep it back, or fetch it by themselves",
    }),
    clickedAt: z.date().nullable(),
    clicks: int4(0),
  })
  .meta({ id: "MessageSummary" });

export const messageDetails = messageSummary
  .extend({
    sender: z.string(),
    html: z.string(),
    text: z.string(),
    links: z.array(z.strictObject({ name: z.string(), url: z.string() })),
    response: z.string().nullable().meta({ description: "What the server said" }),
    provider: z.string().nullable().meta({
      description: "Who has sent it; null: a server of the environment, or it was not sent",
    }),
    providerId: z.string().nullable().meta({ description: "What the provider calls it" }),
    contentGone: z.boolean().meta({
      description: "What it said and what the server answered is no longer kept: see /retention",
    }),
    segments: z
      .strictObject({
        encoding: z.enum(["GSM-7", "UCS-2"]),
        segments: int4(1),
        units: int4(0).meta({ description: "Septets, or UTF-16 code units" }),
      })
      .nullable()
      .meta({ description: "Of an SMS, how it is carried and billed; null for other channels" }),
    attachments: z
      .array(
        z.strictObject({
          name: z.string(),
          type: z.string(),
          size: int4(0).meta({ description: "Bytes" }),
          sha256: z.string(),
        }),
      )
      .meta({ description: "Files that go with it; their contents are not kept with it" }),
    missingFiles: z
      .array(z.string())
      .meta({ description: "Files that it goes without, each with the reason" }),
    log: z.array(
      z.strictObject({ at: z.date(), state: z.string(), detail: z.string().nullable() }),
    ),
    resendOf: z
      .guid()
      .nullable()
      .meta({ description: "The message that this one repeats, word for word" }),
    resends: z
      .array(z.strictObject({ messageId: z.guid(), runId: z.guid(), requestedAt: z.date() }))
      .meta({ description: "The newest 20 messages that were asked to repeat this one" }),
  })
  .meta({ id: "MessageDetails" });

export const resendBody = z
  .strictObject({
    requestId: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta({ description: "Yours: with the same one a repetition sends nothing" }),
  })
  .meta({ id: "MessageResend" });

export const resent = z
  .strictObject({
    messageId: z
      .guid()
      .meta({ description: "Of the new message; it is there once its run made it" }),
    runId: z.guid(),
    duplicate: z.boolean().meta({ description: "It was asked for before, by the same request id" }),
  })
  .meta({ id: "MessageResent" });
export type Resent = z.output<typeof resent>;

export const messagePage = pageOf(messageSummary).meta({ id: "MessagePage" });

export type MessagesQuery = z.output<typeof messagesQuery>;
export type MessageSummary = z.input<typeof messageSummary>;
export type MessageDetails = z.input<typeof messageDetails>;
