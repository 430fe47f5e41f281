import { z } from "zod";
import { outcomes } from "../../domain/event.ts";
import { count } from "../integers.ts";
import { identityNotes } from "./identities.ts";

const foreseenMessage = z
  .strictObject({
    blockId: z.string(),
    block: z.string().meta({ description: "The block's name, or its kind's" }),
    channel: z.string().meta({ description: "The channel's name" }),
    to: z.string().nullable().meta({
      description:
        "The address as things stand, or the Liquid that the block gives in its place; null: devices, members of a segment, none, or the caller may not read contacts",
    }),
    isSure: z.boolean().meta({ description: "No branch goes around its block" }),
    isLater: z.boolean().meta({ description: "It stands behind a wait" }),
    unreached: z.string().nullable().meta({
      description: "Why there would be no message, as things stand; null: there would be one",
    }),
    heldBack: z
      .string()
      .nullable()
      .meta({ description: "Why it would be held back at first; null: it would not" }),
    segment: z
      .strictObject({ name: z.string(), members: count })
      .nullable()
      .meta({ description: "It goes to each member of a segment; null: to the contact" }),
  })
  .meta({ id: "ForeseenMessage" });

const foreseenDecision = z
  .strictObject({
    bindingId: z.guid(),
    workflow: z.strictObject({ id: z.guid(), name: z.string() }),
    role: z.enum(["start", "stop"]),
    outcome: z.enum(outcomes),
    reason: z.string().meta({ description: "Why, in words" }),
    until: z.date().nullable().optional().meta({
      description: "For a suppressed start: from when on an event may launch again; null is never",
    }),
    stopped: count.optional().meta({ description: "For a stop: how many runs it would end" }),
    starts: count.meta({
      description: "How many runs it would start: 1, or one for each member of a segment",
    }),
    messages: z.array(foreseenMessage).max(200),
    isCut: z.boolean().meta({ description: "There are more messages than the first 200" }),
  })
  .meta({ id: "ForeseenDecision" });

export const dryRunAnswer = z
  .strictObject({
    duplicate: z.boolean().meta({
      description: "True: this message id was here before, and would do nothing again",
    }),
    isNewType: z.boolean().meta({ description: "True: the event type would be registered" }),
    contact: z.strictObject({
      outcome: z.enum(["found", "made", "none"]).meta({
        description: "It is known, it would be made, or the event names nobody",
      }),
      id: z.guid().nullable().meta({ description: "Of one that is known" }),
      name: z.string().nullable(),
    }),
    ...identityNotes,
    decisions: z
      .array(foreseenDecision)
      .meta({ description: "For a duplicate: those of the first time" }),
    starts: count.meta({ description: "How many runs it would start in all" }),
    messages: count.meta({
      description:
        "How many messages they would send at most, those of branches and waits included",
    }),
  })
  .meta({ id: "DryRunAnswer" });

export type DryRunAnswer = z.input<typeof dryRunAnswer>;
export type ForeseenDecision = z.input<typeof foreseenDecision>;
export type ForeseenMessage = z.input<typeof foreseenMessage>;
