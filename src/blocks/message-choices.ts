import { z } from "zod";
import type { BlockIssue } from "./block.ts";
import type { AnyMessageKind } from "./message-kind.ts";
import { messageOf } from "./message-kind.ts";
import { messageKinds } from "./message-kinds.ts";
import type { BlockMessage, MessageSettings } from "./message.ts";

/** What blocks share that have several messages, and send the first whose channel reaches a contact. */

/** @param settingsOf the settings of a message in such a list */
export function messageEntry(settingsOf: (kind: AnyMessageKind) => z.ZodType<MessageSettings>) {
  const members = messageKinds.map((kind) => memberOf(kind, settingsOf(kind)));
  return z.discriminatedUnion("kind", members as [Member, ...Member[]]);
}
type Member = ReturnType<typeof memberOf>;

function memberOf({ kind }: AnyMessageKind, settings: z.ZodType<MessageSettings>) {
  return z.strictObject({
    kind: z.literal(kind).meta({ title: "Channel" }),
    config: settings.prefault({} as never).meta({ title: "Message", widget: "group" }),
  });
}

export const listOfMessages = {
  title: "Messages",
  description: "In the order in which they are tried",
  widget: "messages",
} as const;
export const mostMessages = 10;

export const triedFirst = z
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
  });

/** One of a block's messages, as its settings have it. */
export interface GivenMessage {
  kind: string;
  config: MessageSettings;
}

export interface Choice {
  kind: AnyMessageKind;
  slot: number;
  config: MessageSettings;
}

const kinds = new Map(messageKinds.map((kind) => [kind.kind, kind]));

function kindOf(kind: string): AnyMessageKind {
  const found = kinds.get(kind);
  if (found === undefined) throw new Error(`no kind of message is called ${kind}`);
  return found;
}

export function choicesOf(messages: readonly GivenMessage[]): Choice[] {
  return messages.map(({ kind, config }, slot) => ({ kind: kindOf(kind), slot, config }));
}

/** What the messages of a list lack. */
export function choiceIssues(messages: readonly GivenMessage[]): BlockIssue[] {
  return messages.flatMap((one, index) => {
    const kind = kindOf(one.kind);
    return kind.issues(one.config).map(({ field, message: words }) => ({
      field: `messages[${index}]${field === "" ? "" : `.config.${field}`}`,
      message: words,
    }));
  });
}

export const messageOfChoice = ({ kind, config, slot }: Choice): BlockMessage =>
  messageOf(kind, config, slot);
