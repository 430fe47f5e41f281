import { z } from "zod";
import { messageNote } from "../channels/description.ts";
import type { BlockIssue, ChannelContext } from "./block.ts";
import { defineBlock } from "./block.ts";
import { branchOfDropped, heldBackBranches, heldBackLabel } from "./hold-back.ts";
import type { AnyMessageKind } from "./message-kind.ts";
import { messageOf } from "./message-kind.ts";
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
  messages: z.array(message).max(10).default([]).meta({
    title: "Messages",
    description: "In the order in which they are tried",
    widget: "messages",
  }),
  order: z
    .enum(["given", "lastReaction"])
    .default("given")
    .meta({
      title: "Try first",
      labels: {
        given: "The first of the list",
        lastReaction: "Where the contact reacted last",
      },
      description:
        "A reaction is an open, a click or a reply. Channels without one follow in the list's order",
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

function choices({ messages }: Config): Choice[] {
  return messages.map(({ kind, config }, slot) => ({ kind: kindOf(kind), slot, config }));
}

function issues(config: Config): BlockIssue[] {
  const { messages } = config;
  if (messages.length === 0) {
    return [{ field: "messages", message: "there is no message: add one for each channel" }];
  }
  return messages.flatMap((one, index) => {
    const kind = kindOf(one.kind);
    return kind.issues(one.config).map(({ field, message: words }) => ({
      field: `messages[${index}]${field === "" ? "" : `.config.${field}`}`,
      message: words,
    }));
  });
}

type Reactions = ReadonlyMap<string, Date>;

/** Those of channels to which the contact has reacted come first, the latest before the others. */
async function ordered(
  config: Config,
  context: Pick<ChannelContext, "lastReactions">,
): Promise<{ inOrder: Choice[]; reacted: Reactions }> {
  const given = choices(config);
  if (config.order === "given") return { inOrder: given, reacted: new Map() };
  const reacted = await context.lastReactions();
  const lastOf = ({ kind }: Choice): number => reacted.get(kind.channel.name)?.getTime() ?? 0;
  return { inOrder: given.toSorted((a, b) => lastOf(b) - lastOf(a)), reacted };
}

function reasonOf({ kind }: Choice, reacted: Reactions): string | undefined {
  const last = reacted.get(kind.channel.name);
  return last === undefined
    ? undefined
    : `the contact reacted there last, at ${last.toISOString()}`;
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
    return { branch: "unreachable", note: `Not reached: ${why.join("; ")}` };
  },
});
