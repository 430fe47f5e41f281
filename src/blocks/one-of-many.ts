import { z } from "zod";
import { messageNote } from "../channels/description.ts";
import { isSetUp } from "../channels/registry.ts";
import type { BlockIssue } from "./block.ts";
import { defineBlock } from "./block.ts";
import { branchOfDropped, heldBackBranches, heldBackLabel } from "./hold-back.ts";
import type { AnyMessageKind } from "./message-kind.ts";
import { channelIssues, messageOf } from "./message-kind.ts";
import { messageKinds } from "./message-kinds.ts";
import type { BlockMessage, MessageSettings } from "./message.ts";

const message = z.discriminatedUnion("kind", messageKinds.map(memberOf) as [Member, ...Member[]]);
type Member = ReturnType<typeof memberOf>;

function memberOf({ kind, schema: settings }: AnyMessageKind) {
  return z.strictObject({
    kind: z.literal(kind).meta({ title: "Channel" }),
    config: settings.prefault({} as never).meta({ title: "Message", widget: "group" }),
  });
}

const schema = z.strictObject({
  messages: z.array(message).max(5).default([]).meta({
    title: "Messages",
    description: "In the order in which they are tried",
    widget: "messages",
  }),
});
type Config = z.output<typeof schema>;

const kinds = new Map(messageKinds.map((kind) => [kind.kind, kind]));

function kindOf(kind: string): AnyMessageKind {
  const found = kinds.get(kind);
  if (found === undefined) throw new Error(`no kind of message is called ${kind}`);
  return found;
}

interface Choice {
  kind: AnyMessageKind;
  slot: number;
  config: MessageSettings;
}

/** The messages whose channel is set up: others are passed over. */
function choices({ messages }: Config): Choice[] {
  return messages
    .map(({ kind, config }, slot) => ({ kind: kindOf(kind), slot, config }))
    .filter(({ kind }) => isSetUp(kind.channel.name));
}

function issues(config: Config): BlockIssue[] {
  const { messages } = config;
  if (messages.length === 0) {
    return [{ field: "messages", message: "there is no message: add one for each channel" }];
  }
  const anyChannel = choices(config).length > 0;
  return messages.flatMap((one, index) => {
    const kind = kindOf(one.kind);
    const found = [...(anyChannel ? [] : channelIssues(kind.channel)), ...kind.issues(one.config)];
    return found.map(({ field, message: words }) => ({
      field: `messages[${index}]${field === "" ? "" : `.config.${field}`}`,
      message: words,
    }));
  });
}

const messageOfChoice = ({ kind, config, slot }: Choice): BlockMessage =>
  messageOf(kind, config, slot);

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
  summary: ({ messages }) => `One of ${messages.length} messages`,
  issues: issues,
  messages: (config) => choices(config).map(messageOfChoice),
  branchAfter: (state) => (state === "failed" ? "unreachable" : "sent"),
  perform: async (config, context) => {
    const why: string[] = [];
    for (const choice of choices(config)) {
      const made = await context.send(messageOfChoice(choice));
      if (made.state === "queued") {
        const { messageId, state } = made;
        const note = messageNote(choice.kind.channel, state);
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
    return { branch: "unreachable", note: `Not reached: ${why.join("; ")}` };
  },
});
