import { findMessages } from "../../db/messages/message-rows.ts";
import type { ChannelReport } from "../../domain/channel-report.ts";
import type { MailFinding, OriginalMail } from "../../domain/mail-reports/mail-report.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { ServiceContext } from "../../services/context.ts";
import { channelAddress } from "../../services/suppressions/channel-address.ts";
import { recordReports } from "../../services/channel-reports/record.ts";
import { messageIdIn } from "../carried-id.ts";
import { reportOf } from "../reports.ts";
import { emailCopies } from "./copies.ts";
import { keptEmail } from "./kept.ts";
import { messageOfAddress } from "./return-path.ts";

const channel = "email";

/** A mail to one of our return paths, or to an address for bounces and complaints. */
export interface ReceivedReport {
  raw: Buffer;
  /** Of the return paths that it was sent to. */
  messageIds: readonly string[];
}

/**
 * Takes a mail about mails; what comes of it is recorded when this resolves. Anybody can write one:
 * only who has our own signature, of the return path or of the original's header, tells of an address.
 * Whoever names nothing but a Message-ID gets a note at the message.
 *
 * @returns how many reports it came to
 * @throws RenderingFailed, LimitExceeded for a mail that can't be read
 */
export async function recordMailReport(
  context: ServiceContext,
  links: LinkSigner,
  { raw, messageIds }: ReceivedReport,
): Promise<number> {
  const { findings, original } = await context.renderer.run("mailReport", {
    raw: Uint8Array.from(raw),
  });
  if (findings.length === 0) return 0;
  const proven = messageIds.length > 0 ? messageIds : signedIn(links, original);
  const reports =
    proven.length > 0
      ? await reportsOf(context, proven, findings)
      : unprovenReports(context, original, findings);
  await recordReports(context, channel, reports);
  return reports.length;
}

/** The message that the original's header names by a signature of ours. */
function signedIn(
  links: LinkSigner,
  { token, returnPath, unsubscribe }: OriginalMail,
): readonly string[] {
  const [, ofLink = ""] = /\/u\/([\w-]{1,100})>/.exec(unsubscribe ?? "") ?? [];
  const id =
    links.messageOfReturn(token ?? "") ??
    messageOfAddress(links, (returnPath ?? "").replaceAll(/[<>\s]/g, "")) ??
    links.messageOf("unsubscribe", ofLink);
  return id === null ? [] : [id];
}

async function reportsOf(
  context: ServiceContext,
  ids: readonly string[],
  findings: readonly MailFinding[],
): Promise<ChannelReport[]> {
  const messages = new Map((await findMessages(context.sql, ids)).map((one) => [one.id, one]));
  return ids.flatMap((id) => {
    const message = messages.get(id);
    return findings.map(({ kind, permanent, code, words, addresses }): ChannelReport => {
      const copy = message === undefined ? null : copyIn(message, addresses);
      const report = reportOf({
        // Whatever tells it, and however often: a mail bounces once.
        reportId: ["mail", id, kind, permanent ? "for good" : "", copy ?? ""].join("/"),
        kind,
        at: context.now(),
        // What becomes of a copy is not what became of the message.
        messageId: copy === null ? id : null,
        address: copy,
        code,
        words,
      });
      if (kind === "bounced") report.permanent = permanent;
      return report;
    });
  });
}

/**
 * The copy's address, of a report about one. Any other address than the recipient's is one that
 * its mail was forwarded to: that, too, is about the recipient, and nobody else's address is believed.
 */
function copyIn(
  message: { recipient: string; content: unknown },
  addresses: readonly string[],
): string | null {
  const kept = keptEmail.safeParse(message.content);
  if (!kept.success) return null;
  const named = new Set(addresses.map((address) => channelAddress(channel, address)));
  if (named.has(channelAddress(channel, message.recipient))) return null;
  return emailCopies.of(kept.data).find((copy) => named.has(copy)) ?? null;
}

/** Of Message-IDs everybody knows who got the mail, or saw it: a note, and no word on the address. */
function unprovenReports(
  context: ServiceContext,
  { messageId }: OriginalMail,
  findings: readonly MailFinding[],
): ChannelReport[] {
  const [, name] = /^\s?<?([^<>@\s]+)@/.exec(messageId ?? "") ?? [];
  const id = messageIdIn(name);
  const bounce = findings.find(({ kind }) => kind === "bounced");
  if (id === null || bounce === undefined) return [];
  const { code, words } = bounce;
  return [
    reportOf({
      reportId: `mail/${id}/unsigned`,
      kind: "failed",
      at: context.now(),
      messageId: id,
      code,
      words,
    }),
  ];
}
