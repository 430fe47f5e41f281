import type { Context } from "@temporalio/activity";
import type { WantedBroadcast } from "../blocks/block.ts";
import type { BlockMessage } from "../blocks/message.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { ContactFacts, Facts } from "../domain/facts.ts";
import type { NamedDraw } from "../domain/holdout.ts";
import type { Step } from "../domain/plan.ts";
import type { Marks } from "./broadcast-marks.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { deliver, leftAs, putOff } from "./message-delivery.ts";
import type { PublishedBlock } from "./versions.ts";

export interface Broadcast extends WantedBroadcast {
  run: RunRecord;
  step: Step;
  published: PublishedBlock;
  /** Of the run; each member's message has the member as its contact. */
  facts: Facts;
  /** Whom the workflow holds out; missing: nobody. */
  draws?: readonly NamedDraw[];
  /** Whether it is to stand still; missing: of a test launch, which nobody pauses. */
  isPaused?(): Promise<boolean>;
  report(progress: { cursor: string | null; total: number }): void;
  cancelled: Pick<Context, "cancellationSignal" | "cancelled">;
}

/** A member whose message is to be made. */
export interface Addressee {
  /** The message's id. */
  id: string;
  contact: ContactFacts;
  /** Whether its message was held back before: it is a message already, and no skipped member. */
  wasHeld: boolean;
  /** The broadcast's messages, as they are tried with this member. */
  inOrder: readonly BlockMessage[];
}

/** Settled: it was sent, refused, or nobody knows; its own row says which. */
export type MemberOutcome = "settled" | "skipped" | "deferred";

/** A member's message that is kept and not sent. */
export interface KeptMessage {
  message: MessageRecord;
  /** When its contact was last asked whether it may be sent, in milliseconds; 0: by an earlier attempt. */
  askedAt: number;
}

/** What the contacts of kept messages have said. */
export interface Consent {
  /** Why a message may not be sent any more, or null. */
  refusalOf(messageId: string): Promise<string | null>;
  /** A message without the copies to those who have refused them since it was made. */
  withWillingCopies(message: MessageRecord): Promise<MessageRecord>;
}

/** Somebody has paused a channel of the broadcast: its step is performed again when it goes on. */
export class ChannelHeld extends Error {
  readonly channel: string;

  constructor(channel: string) {
    super(`the channel ${channel} is paused`);
    this.channel = channel;
  }
}

/**
 * Sends one member's message: marked, sent, noted. Each mark is committed before the next thing is
 * done, since a kill may come between any two.
 *
 * @param consent null: of a test launch, whose tester is not asked
 * @throws ChannelHeld where its channel is paused: it was not marked, and stays as it is
 */
export async function sendToMember(
  deps: MessageDependencies,
  marks: Marks,
  message: MessageRecord,
  consent: Consent | null,
): Promise<MemberOutcome> {
  const { id, state: from, channel, transactional } = message;
  const claimed = await marks.claim({ id, from, channel, transactional });
  if (claimed === "paused") throw new ChannelHeld(channel);
  // Another attempt, taken for dead, has it.
  if (claimed === "lost") return "settled";
  const refusal = (await consent?.refusalOf(id)) ?? null;
  if (refusal !== null) {
    const left = leftAs(message);
    await marks.note({ id, state: left, detail: refusal }, { channel, outcome: left });
    return "settled";
  }
  const willing = (await consent?.withWillingCopies(message)) ?? message;
  const delivery = await deliver(deps, willing);
  if (delivery.outcome === "again") {
    const counted = { channel, outcome: "deferred" } as const;
    await marks.note(putOff(id, delivery), counted);
    return "deferred";
  }
  const { state, detail, provider, providerId } = delivery;
  await marks.note({ id, state, detail, provider, providerId }, { channel, outcome: state });
  return "settled";
}
