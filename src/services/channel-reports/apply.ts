import type {
  KeptReport,
  MessageNote,
  ReportedMessage,
} from "../../db/messages/channel-reports.ts";
import { markApplied, noteReports } from "../../db/messages/channel-reports.ts";
import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import type { AddressReport } from "../suppressions/from-reports.ts";
import { suppressReported } from "../suppressions/from-reports.ts";
import type { AboutMessage } from "./about-message.ts";
import { eventOfReport } from "./events.ts";
import { applyReaction } from "./reactions.ts";
import { applyWord } from "./words.ts";

export type FindMessage = (report: KeptReport) => ReportedMessage | undefined;

export function messageFinder(messages: readonly ReportedMessage[]): FindMessage {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const byProviderId = new Map(messages.map((message) => [message.providerId, message]));
  return ({ messageId, providerId }) =>
    byId.get(messageId ?? "") ?? (providerId === null ? undefined : byProviderId.get(providerId));
}

/** Does what reports come to, in the order in which they were told. */
export async function applyReports(
  context: ServiceContext,
  channel: string,
  reports: readonly KeptReport[],
  find: FindMessage,
): Promise<void> {
  const all = reports.map((report): AboutMessage => {
    const message = find(report);
    const address = report.address ?? (message?.recipient || null);
    return { report: { ...report, address }, message };
  });
  // First: what is done with them looks at all that was told of an address.
  await markApplied(
    context.sql,
    channel,
    all.map(({ report }) => report),
  );
  const events = [];
  for (const one of all) {
    const event = await eventOfReport(context, channel, one);
    if (event !== undefined) events.push(event);
  }
  if (events.length > 0) await raiseEvents(context, events);
  for (const one of all) {
    await applyReaction(context, channel, one);
    await applyWord(context, channel, one);
  }
  await noteReports(context.sql, all.flatMap(noteOf));
  await suppressReported(context, channel, all.flatMap(aboutAddress));
}

/** What is sent in a test launch goes to its tester: what comes of it says nothing of an address. */
function aboutAddress({ report, message }: AboutMessage): AddressReport[] {
  const { address } = report;
  if (address === null || message?.test === true) return [];
  return [{ ...report, address, messageId: message?.id ?? report.messageId }];
}

/** What the log of its message says; of who was erased, nothing in the provider's words. */
function noteOf({ report, message }: AboutMessage): MessageNote[] {
  const { kind, at, code, words } = report;
  if (message === undefined || !isNoted(kind)) return [];
  const said = [code, words].filter((text) => text !== null && text !== "").join(" ");
  const detail = message.hasContact && said !== "" ? said : null;
  return [{ messageId: message.id, state: kind, at, detail }];
}

function isNoted(kind: KeptReport["kind"]): kind is MessageNote["state"] {
  return ["delivered", "bounced", "complained", "failed", "replied"].includes(kind);
}
