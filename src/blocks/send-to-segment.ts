import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import type { BlockIssue, BroadcastResult, Outcome } from "./block.ts";
import { defineBlock } from "./block.ts";
import { emailIssues } from "./email-issues.ts";
import { emailSettings } from "./email-settings.ts";
import { holdBackOfMany } from "./hold-back.ts";
import {
  choiceIssues,
  choicesOf,
  listOfMessages,
  messageEntry,
  messageOfChoice,
  mostMessages,
  triedFirst,
} from "./message-choices.ts";
import type { AnyMessageKind } from "./message-kind.ts";
import { messageOf } from "./message-kind.ts";
import type { BlockMessage, MessageSettings } from "./message.ts";
import { filled } from "./message-settings.ts";
import { emailMessage } from "./send-email.ts";

// Each member has an address of its own.
const { to: _to, ...forEverybody } = emailSettings.shape;
// And is held back by itself: there is no one way out for them.
const holdBack = holdBackOfMany.optional();

/** A kind's settings, where the message goes to every member. */
function settingsOfEach({ schema: settings }: AnyMessageKind): z.ZodType<MessageSettings> {
  if (!(settings instanceof z.ZodObject)) throw new Error("a message's settings are an object");
  const { to: _address, ...shape } = settings.shape;
  return z.strictObject({ ...shape, holdBack }) as unknown as z.ZodType<MessageSettings>;
}

const schema = z.strictObject({
  segment: z.string().trim().max(200).default("").meta({ title: "Segment", widget: "segment" }),
  messages: z
    .array(messageEntry(settingsOfEach))
    .max(mostMessages)
    .optional()
    .meta({
      ...listOfMessages,
      description:
        "In place of an e-mail: a message by another channel, or several in the order in which they are tried for each member",
    }),
  order: triedFirst.optional(),
  ...forEverybody,
  holdBack,
});
export type SendToSegment = z.output<typeof schema>;

/** Settings of the e-mail that a list of messages takes the place of. */
const ownContent = ["subject", "html", "mjml", "text", "languages", "templateId"] as const;

function issues(config: SendToSegment): BlockIssue[] {
  const { segment, messages, order: _order, ...ofEmail } = config;
  const found: BlockIssue[] =
    segment === "" ? [{ field: "segment", message: "choose a segment" }] : [];
  if (messages === undefined) return [...found, ...emailIssues(ofEmail)];
  if (messages.length === 0) {
    found.push({ field: "messages", message: "there is no message: add one for each channel" });
  }
  for (const field of ownContent) {
    const value = ofEmail[field];
    if (typeof value === "string" ? filled(value) : value !== undefined) {
      const message = "the list of messages takes its place: an e-mail is one of the list";
      found.push({ field, message });
    }
  }
  return [...found, ...choiceIssues(messages)];
}

/** What a member is tried with, one after the other. */
export function messagesToEach(config: SendToSegment): BlockMessage[] {
  const { segment: _segment, messages, order: _order, ...ofEmail } = config;
  return messages === undefined
    ? [messageOf(emailMessage, ofEmail)]
    : choicesOf(messages).map(messageOfChoice);
}

function summary({ segment, messages }: SendToSegment): string {
  if (messages === undefined) return sayBlock("emailToSegment", { segment });
  const [only, ...others] = choicesOf(messages);
  if (only !== undefined && others.length === 0) {
    return sayBlock("toSegment", { what: only.kind.summary(only.config), segment });
  }
  const what = sayBlock("oneOfMany", { number: messages.length });
  return sayBlock("toSegment", { what, segment });
}

export const sendToSegment = defineBlock({
  kind: "sendToSegment",
  label: "Send to segment",
  description: "Sends a message by any channel to every member of a segment.",
  group: "messages",
  schema,
  example: { segment: "VIP", subject: "Our sale", html: "<p>It has begun.</p>" },
  role: "step",
  place: "bulk",
  branches: ["next"],
  summary,
  issues,
  messages: messagesToEach,
  perform: async (config, context) => {
    const { segment, order = "given" } = config;
    const sent = await context.broadcast({ segment, messages: messagesToEach(config), order });
    if (sent === null) return { branch: "next", note: sayVisit("noSegment", { segment }) };
    return outcomeOf(segment, sent);
  },
});

function outcomeOf(segment: string, sent: BroadcastResult): Outcome {
  if (sent.test) {
    const note = sayVisit("testToMembers", { total: sent.total, segment });
    return { branch: "next", note, data: { ...sent } };
  }
  const { total, heldBack } = sent;
  const about = { total, segment, counts: countsNote(sent) };
  const note =
    heldBack === 0
      ? sayVisit("toMembers", about)
      : sayVisit("toMembersHeld", { ...about, heldBack });
  return { branch: "next", note, data: { ...sent } };
}

/** "3 sent, 1 failed". */
function countsNote(sent: BroadcastResult): string {
  const said = counted.flatMap(({ state, key }) =>
    sent[state] === 0 ? [] : sayVisit(key, { number: sent[state] }),
  );
  return said.length === 0 ? sayVisit("nothingToDo") : said.join(", ");
}

const counted = [
  { state: "sent", key: "countSent" },
  { state: "failed", key: "countFailed" },
  { state: "unknown", key: "countUnknown" },
  { state: "skipped", key: "countSkipped" },
  { state: "dropped", key: "countDropped" },
] as const;
