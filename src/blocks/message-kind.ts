import type { z } from "zod";
import type { ChannelDescription } from "../channels/description.ts";
import { messageNote } from "../channels/description.ts";
import type { Block, BlockIssue, MessageDecision, Outcome } from "./block.ts";
import { defineBlock } from "./block.ts";
import { branchOfDropped, heldBackBranches, heldBackLabel } from "./hold-back.ts";
import type { BlockMessage, MessageSettings, MessageSource } from "./message.ts";

/** A kind of message: a block of its own, and one of those that a block has for several channels. */
export interface MessageKind<Config extends MessageSettings> {
  kind: string;
  label: string;
  description: string;
  channel: ChannelDescription;
  schema: z.ZodType<Config>;
  example?: Record<string, unknown>;
  summary(config: Config): string;
  /** What its settings lack, its channel apart. */
  issues(config: Config): BlockIssue[];
  source(config: Config): MessageSource;
}

/** Keeps a kind's own settings while lists see all kinds alike: their schema guards them. */
export function defineMessage<Config extends MessageSettings>(
  kind: MessageKind<Config>,
): MessageKind<Config> {
  return kind;
}

export type AnyMessageKind = MessageKind<MessageSettings>;

export function messageOf<Config extends MessageSettings>(
  { channel, source }: Pick<MessageKind<Config>, "channel" | "source">,
  settings: Config,
  slot?: number,
): BlockMessage {
  const message = { channel: channel.name, settings, source: source(settings) };
  return slot === undefined ? message : { ...message, slot };
}

/** The block that sends one message. */
export function messageBlock<Config extends MessageSettings>(
  message: MessageKind<Config>,
): Block<Config> {
  const { kind, label, description, channel, schema, example, summary } = message;
  return defineBlock<Config>({
    kind,
    label,
    description,
    group: "messages",
    schema,
    channel: channel.name,
    ...(example !== undefined && { example }),
    role: "step",
    place: "message",
    branches: ["next"],
    optionalBranches: heldBackBranches(),
    branchLabels: heldBackLabel,
    summary,
    issues: (config) => message.issues(config),
    messages: (config) => [messageOf(message, config)],
    perform: async (config, context) =>
      outcomeOf(channel, config, await context.send(messageOf(message, config))),
  });
}

function outcomeOf(
  channel: ChannelDescription,
  settings: MessageSettings,
  made: MessageDecision,
): Outcome {
  const { messageId, state } = made;
  const detail = made.state === "queued" ? undefined : made.detail;
  return {
    branch: state === "dropped" ? branchOfDropped(settings, "next") : "next",
    note: messageNote(channel, state, detail),
    data: { messageId, state },
  };
}
