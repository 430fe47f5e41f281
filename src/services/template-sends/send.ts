import { newId } from "../../platform/new-id.ts";
import type { IncomingEvent, IngestResult } from "../../domain/event.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import type { ServiceContext } from "../context.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import type { Manner } from "../../db/messages/template-sends.ts";
import { recordRequested } from "../../db/messages/template-sends.ts";
import { messageIdOf } from "../../domain/run-id.ts";
import { prepareSend } from "./prepare.ts";
import { sendingBlock } from "./sending-workflow.ts";
import { prepareWrittenSms } from "./written-sms.ts";

export interface Recipient extends Pick<IncomingEvent, "identities" | "knownContactId"> {
  /** What the template reads as `event.params`. */
  params: Record<string, unknown>;
  /** With the same one a repetition sends nothing. */
  messageId?: string;
}

export type Requested =
  /** `number`: the message's id for those that keep ids as integers. */
  | { outcome: "requested"; messageId: string; number: number; duplicate: boolean }
  | { outcome: "not_sent"; reason: string };

interface Sending {
  context: ServiceContext;
  ingest: Ingest;
}

/**
 * Asks for a stored template to be sent to each of some contacts: an event and a run each, by the
 * ordinary way. Committed when this resolves; whether a message may go to its contact is decided by
 * the run.
 * @throws AppError `not_found` or `conflict`, see prepareSend
 */
export async function sendTemplate(
  sending: Sending,
  templateId: string,
  recipients: readonly Recipient[],
  manner: Manner = "marketing",
): Promise<Requested[]> {
  const { eventTypeKey } = await prepareSend(sending.context, templateId, manner);
  return request(sending, eventTypeKey, recipients);
}

/**
 * Asks for SMS in the same way, whose text is the recipient's param `text`.
 * @throws AppError `invalid` where the channel is not set up
 */
export async function sendWrittenSms(
  sending: Sending,
  recipients: readonly Recipient[],
): Promise<Requested[]> {
  return request(sending, await prepareWrittenSms(sending.context), recipients);
}

async function request(
  { context, ingest }: Sending,
  eventTypeKey: string,
  recipients: readonly Recipient[],
): Promise<Requested[]> {
  if (recipients.length === 0) return [];
  const results = await ingest.ingest(
    recipients.map((recipient): IncomingEvent => ({
      ...recipient,
      typeKey: eventTypeKey,
      // The same for a repetition, which says the same then.
      keyValue: recipient.messageId ?? newId(),
      source: "api",
    })),
  );
  const asked = results.map(askedBy);
  const known = asked.filter((one) => one.outcome === "run");
  await recordRequested(context.sql, known);
  const numbers = await numbersOf(
    context.sql,
    "message",
    known.map(({ messageId }) => messageId),
  );
  return asked.map((one) => {
    if (one.outcome === "not_sent") return one;
    const { messageId, duplicate } = one;
    const number = numbers.get(messageId) ?? 0;
    return { outcome: "requested", messageId, number, duplicate };
  });
}

type Asked =
  | { outcome: "run"; runId: string; messageId: string; duplicate: boolean }
  | Extract<Requested, { outcome: "not_sent" }>;

function askedBy(result: IngestResult): Asked {
  if (result.outcome === "message_id_reused") {
    const reason = "this request id was used before, for something else";
    return { outcome: "not_sent", reason };
  }
  const runId = result.decisions.find((one) => one.runId !== undefined)?.runId;
  if (runId === undefined) {
    const reason = result.decisions[0]?.reason ?? "no workflow sends it";
    return { outcome: "not_sent", reason };
  }
  const messageId = messageIdOf({ runId, blockId: sendingBlock, visit: 1 });
  return { outcome: "run", runId, messageId, duplicate: result.outcome === "duplicate" };
}
