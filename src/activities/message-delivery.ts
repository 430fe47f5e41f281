import { ApplicationFailure } from "@temporalio/common";
import type { SendOutcome } from "../channels/adapter.ts";
import type { OpenChannels, SendingChannel } from "../channels/open.ts";
import { channelOf, notSetUp } from "../channels/registry.ts";
import type { MessageChange, MessageRecord, MessageState } from "../db/messages/message-rows.ts";
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

/** What decides whether a message that may have been taken goes again. */
export type MaybeTaken = Pick<
  MessageRecord,
  "channel" | "transactional" | "maybeTakenAt" | "drained"
>;

/** @param goesAgain of a message that may have been taken */
export function standingOf(
  state: MessageState,
  message: MaybeTaken,
  goesAgain: (message: MaybeTaken) => boolean,
): Standing {
  if (state === "sent" || state === "unknown") return "settled";
  const isMaybeTaken = state === "sending" || (state === "queued" && message.maybeTakenAt !== null);
  return isMaybeTaken && !goesAgain(message) ? "lost" : "open";
}

/**
 * Whether a message that may have been taken goes again: it is rather sent twice than never, or nobody
 * makes two of it.
 */
export function mayGoAgain(
  channels: Pick<OpenChannels, "get">,
  { channel, transactional, maybeTakenAt, drained }: MaybeTaken,
  now = Date.now(),
): boolean {
  if (drained !== null) return false;
  const { name, isIdempotent = false } = channelOf(channel);
  if (transactional || isIdempotent) return true;
  // What stands in an inbox for test launches was given to no provider.
  if (maybeTakenAt === null || channel !== name) return false;
  return channels.get(name)?.knowsStill(maybeTakenAt, now) === true;
}

export const lostDetail = sayMessage("lost");

/** What a message is that is not sent any more: of one that may have been taken nobody knows. */
export function leftAs({ maybeTakenAt }: Pick<MessageRecord, "maybeTakenAt">) {
  return maybeTakenAt === null ? "failed" : "unknown";
}

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

function deliveryOf(sent: SendOutcome, goesAgain: boolean, provider: string | undefined): Delivery {
  if (sent.outcome === "sent") {
    const { response: detail, providerId } = sent;
    return { outcome: "settled", state: "sent", detail, provider, providerId };
  }
  const { outcome, message: detail } = sent;
  if (outcome === "refused") return { outcome: "settled", state: "failed", detail };
  if (outcome === "deferred") {
    return { outcome: "again", detail, why: outcome, retryAfterMs: sent.retryAfterMs };
  }
  if (goesAgain) return { outcome: "again", detail, why: outcome };
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
  const now = Date.now();
  const maybeTakenAt = message.maybeTakenAt ?? new Date(now);
  const goesAgain = mayGoAgain(channels, { ...message, maybeTakenAt }, now);
  const delivery = deliveryOf(sent, goesAgain, channel?.provider ?? undefined);
  if (delivery.outcome === "again") {
    const about = { messageId: message.id, runId: message.runId, outcome: delivery.why };
    log?.warn(
      attempt === undefined ? about : { ...about, attempt },
      "a message was not taken yet; it is tried again",
    );
  }
  return delivery;
}

/** Queued again; its log says where it may have been taken, as that decides how long it may go again. */
export function putOff(
  id: string,
  { detail, why }: Extract<Delivery, { outcome: "again" }>,
): MessageChange {
  const change = { id, state: "queued", detail } as const;
  return why === "unknown" ? { ...change, logged: "unknown" } : change;
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
