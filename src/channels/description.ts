import type { AddressNeed } from "../domain/address-need.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import type { SmsSegments } from "../domain/sms-segments.ts";
import type { ChannelAdapter } from "./adapter.ts";
import type { ProviderDescription } from "./provider-description.ts";

/**
 * What is known of a channel without sending anything. It does no I/O, so blocks, the API, SQL and
 * threads that render may see it; what sends is loaded by `adapter`, where messages are sent.
 */
export interface ChannelDescription {
  /** What plans, message rows and the API call it. */
  name: string;
  /** What sentences call it, such as "e-mail". */
  label: string;
  address: AddressNeed;
  /**
   * What message rows call it in a test launch that names no recipient, where it has an inbox to show
   * such messages in. Without one, a test launch composes nothing for it.
   */
  inbox?: string;
  /** Its content, as pages show any message. */
  shown(content: unknown): { html: string; text: string };
  /** What goes along with it, where its messages may take files along. */
  files?(content: unknown): MessageFiles;
  /** Where networks carry and bill its messages in segments: those of one. */
  segments?(content: unknown): SmsSegments;
  /** Those by which it can be set up. */
  providers?: readonly ProviderDescription[];
  /** It has templates of its own, which it has approved: a test can send one. */
  hasTemplates?: boolean;
  /** It sends where nothing was set up, too: without a provider, or with one of the environment. */
  isBuiltIn?: boolean;
  /** Handed over again, a message is the same one: it may be, whatever became of the first time. */
  isIdempotent?: boolean;
  /** Absent: nothing sends it, and its blocks can be drafted and not published. */
  adapter?(): Promise<ChannelAdapter>;
}

export interface MessageFiles {
  attachments: { name: string; type: string; size: number; sha256: string }[];
  /** What it goes without, each in words. */
  missingFiles: string[];
}

/** The label at the beginning of a sentence. */
export function sentenceLabel({ label }: Pick<ChannelDescription, "label">): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** What the journal says became of one of its messages. */
export function messageNote(
  description: Pick<ChannelDescription, "label">,
  state: string,
  detail?: string,
): string {
  const channel = sentenceLabel(description);
  return detail === undefined
    ? sayVisit("message", { channel, state })
    : sayVisit("messageBecause", { channel, state, why: detail });
}
