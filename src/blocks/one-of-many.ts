import { z } from "zod";
import { messageNote } from "../channels/description.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import type { BlockIssue, ChannelContext } from "./block.ts";
import { defineBlock } from "./block.ts";
import { branchOfDropped, heldBackBranches, heldBackLabel } from "./hold-back.ts";
import type { Choice } from "./message-choices.ts";
import {
  choiceIssues,
  choicesOf,
  listOfMessages,
  messageEntry,
  messageOfChoice,
  mostMessages,
  triedFirst,
} from "./message-choices.ts";

const schema = z.strictObject({
  messages: z
    .array(messageEntry(({ schema: settings }) => settings))
    .max(mostMessages)
    .default([])
    .meta(listOfMessages),
  order: triedFirst,
});
type Config = z.output<typeof schema>;

function issues({ messages }: Config): BlockIssue[] {
  if (messages.length === 0) {
    return [{ field: "messages", message: "there is no message: add one for each channel" }];
  }
  return choiceIssues(messages);
}

type Reactions = ReadonlyMap<string, Date>;

/** Those of channels to which the contact has reacted come first, the latest before the others. */
async function ordered(
  config: Config,
  context: Pick<ChannelContext, "lastReactions">,
): Promise<{ inOrder: Choice[]; reacted: Reactions }> {
  const given = choicesOf(config.messages);
  if (config.order === "given") return { inOrder: given, reacted: new Map() };
  const reacted = await context.lastReactions();
  const lastOf = ({ kind }: Choice): number => reacted.get(kind.channel.name)?.getTime() ?? 0;
  return { inOrder: given.toSorted((a, b) => lastOf(b) - lastOf(a)), reacted };
}

function reasonOf({ kind }: Choice, reacted: Reactions): string | undefined {
  const last = reacted.get(kind.channel.name);
  return last === undefined ? undefined : sayVisit("reactedLast", { at: last });
}

export const oneOfMany = defineBlock({
  kind: "oneOfMany",
  label: "One of many",
  description: "Sends the first of several messages whose channel reaches the contact.",
  group: "messages",
  schema,
  example: {
    messages: [
      { kind: "sendSms", config: { text: "Your order has arrived" } },
      { kind: "sendEmail", config: { subject: "Your order", html: "<p>It has arrived.</p>" } },
    ],
  },
  role: "step",
  place: "message",
  branches: ["sent", "unreachable"],
  optionalBranches: heldBackBranches("messages.config.holdBack.notSent"),
  branchLabels: { sent: "Sent", unreachable: "Not reached", ...heldBackLabel },
  summary: ({ messages }) => sayBlock("oneOfMany", { number: messages.length }),
  issues,
  messages: ({ messages }) => choicesOf(messages).map(messageOfChoice),
  branchAfter: (state) => (state === "failed" ? "unreachable" : "sent"),
  perform: async (config, context) => {
    const why: string[] = [];
    const { inOrder, reacted } = await ordered(config, context);
    for (const choice of inOrder) {
      const made = await context.send(messageOfChoice(choice));
      if (made.state === "queued") {
        const { messageId, state } = made;
        const note = messageNote(choice.kind.channel, state, reasonOf(choice, reacted));
        return { branch: "sent", note, data: { messageId, state } };
      }
      // It reaches the contact: another channel is not a way around being held back.
      if (made.state !== "not sent") {
        const { messageId, state, detail } = made;
        const note = messageNote(choice.kind.channel, state, detail);
        const branch = branchOfDropped(choice.config, "unreachable");
        return { branch, note, data: { messageId, state } };
      }
      why.push(made.detail);
    }
    return { branch: "unreachable", note: sayVisit("notReached", { why: why.join("; ") }) };
  },
});
