import type { ChannelReport } from "../../domain/channel-report.ts";
import { parseIdentity } from "../../domain/identity.ts";
import type { ReplyWords } from "../../domain/reply-words.ts";
import { meaningOfReply } from "../../domain/reply-words.ts";

/** An SMS that somebody has written to us. */
export interface IncomingSms {
  /** The provider's id of it. */
  id: string;
  /** As the provider writes it: with or without a plus sign. */
  from: string;
  text: string;
  at: Date;
}

/** What an incoming SMS means: that its writer wants no more, or some again, or just what it says. */
export function reportOfReply(
  { id, from, text, at }: IncomingSms,
  words: ReplyWords,
): ChannelReport {
  return {
    reportId: id,
    kind: meaningOfReply(text, words),
    at,
    messageId: null,
    providerId: null,
    address: phoneOf(from),
    code: null,
    words: text,
  };
}

/** A number in E.164, as contacts have it; what is none is left as it came. */
function phoneOf(written: string): string {
  const digits = written.trim();
  const number = /^\d{7,15}$/.test(digits) ? `+${digits}` : digits;
  const parsed = parseIdentity("phone", number);
  return parsed.outcome === "identity" ? parsed.identity.value : number;
}

/** What a provider reports of a message that it has taken. */
export function reportOfReceipt(given: {
  kind: "delivered" | "failed";
  /** What the provider calls the message. */
  providerId: string;
  messageId: string | null;
  to: string | null;
  code: string | null;
  words: string | null;
  at: Date;
}): ChannelReport {
  const { kind, providerId, messageId, to, code, words, at } = given;
  return {
    reportId: `${providerId}:${kind}`,
    kind,
    at,
    messageId,
    providerId,
    address: to === null ? null : phoneOf(to),
    code,
    words,
  };
}
