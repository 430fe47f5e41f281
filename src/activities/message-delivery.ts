import { ApplicationFailure } from "@temporalio/common";
import type { SendOutcome } from "../channels/adapter.ts";
import type { OpenChannels, SendingChannel } from "../channels/open.ts";
import { channelOf, notSetUp } from "../channels/registry.ts";
import type { MessageRecord, MessageState } from "../db/messages/message-rows.ts";
import { sayMessage } from "../domain/sentences/message-sentences.ts";
import type { NotingDependencies } from "./note-bounce.ts";
import { noteBounce } from "./note-bounce.ts";

/** What an earlier attempt has left of a message. */
export type Standing =
  | "open"
  /** It was sent, or nobody knows: of a run that begins again, it is not sent again. */
  | "settled"
  /** The worker ended while it was being taken, and it must not go out twice. */
  | "lost";

export function standingOf(
  state: MessageState,
  { channel, transactional }: Pick<MessageRecord, "channel" | "transactional">,
): Standing {
  if (state === "sent" || state === "unknown") return "settled";
  const mayGoAgain = transactional || channelOf(channel).isIdempotent === true;
  return state === "sending" && !mayGoAgain ? "lost" : "open";
}

export const lostDetail = sayMessage("lost");

/** What a send came to. */
export type Delivery =
  | {
      outcome: "settled";
      state: "sent" | "failed" | "unknown";
      detail: string;
      /** By whom it was sent, and what they call it. */
      provider?: string | undefined;
      providerId?: string | undefined;
    }
  /** It was not taken, or is rather sent twice than never: queued again. */
  | {
      outcome: "again";
      detail: string;
      why: "deferred" | "unknown";
      retryAfterMs?: number | undefined;
    };

function deliveryOf(
  sent: SendOutcome,
  transactional: boolean,
  provider: string | undefined,
): Delivery {
  if (sent.outcome === "sent") {
    const { response: detail, providerId } = sent;
    return { outcome: "settled", state: "sent", detail, provider, providerId };
  }
  const { outcome, message: detail } = sent;
  if (outcome === "refused") return { outcome: "settled", state: "failed", detail };
  if (outcome === "deferred") {
    return { outcome: "again", detail, why: outcome, retryAfterMs: sent.retryAfterMs };
  }
  if (transactional) return { outcome: "again", detail, why: outcome };
  return { outcome: "settled", state: "unknown", detail };
}

/** Sends a message that is marked as being sent; what it came to is for the caller to note. */
export async function deliver(
  deps: NotingDependencies & { channels: OpenChannels },
  message: MessageRecord,
  attempt?: number,
): Promise<Delivery> {
  const { channels, log } = deps;
  const channel = channels.get(message.channel);
  const sent: SendOutcome =
    channel === undefined
      ? { outcome: "deferred", message: notSetUp(message.channel) }
      : await channel.send(message);
  if (sent.outcome === "refused") await noteBounce(deps, message, sent);
  const delivery = deliveryOf(sent, message.transactional, channel?.provider ?? undefined);
  if (delivery.outcome === "again") {
    const about = { messageId: message.id, runId: message.runId, outcome: delivery.why };
    log?.warn(
      attempt === undefined ? about : { ...about, attempt },
      "a message was not taken yet; it is tried again",
    );
  }
  return delivery;
}

/** The type of the failure of an attempt whose message was not taken: expected, and logged by us. */
const messageDeferred = "MessageDeferred";

/**
 * By which Temporal tries again, later.
 *
 * @param afterMs not before, as the provider has asked for
 */
export function notTaken(message: string, afterMs?: number): ApplicationFailure {
  const failure = { message, type: messageDeferred };
  return ApplicationFailure.create(
    afterMs === undefined ? failure : { ...failure, nextRetryDelay: Math.ceil(afterMs) },
  );
}

export function isDeferral(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === messageDeferred;
}

/** @throws a deferral where it was taken down: what waits for it goes out when it is set up again */
export function requireChannel(
  { channels }: { channels: OpenChannels },
  name: string,
): SendingChannel {
  const channel = channels.get(name);
  if (channel === undefined) throw notTaken(notSetUp(name));
  return channel;
}
