import { createHash } from "node:crypto";
import { validate } from "uuid";
import type { KeptReport } from "../../db/messages/channel-reports.ts";
import {
  insertReports,
  reportedMessages,
  takeOpenReports,
} from "../../db/messages/channel-reports.ts";
import type { ChannelReport } from "../../domain/channel-report.ts";
import type { ServiceContext } from "../context.ts";
import { channelAddress } from "../suppressions/channel-address.ts";
import { applyReports, messageFinder } from "./apply.ts";

/** Reports of one transaction: each raises an event. */
const together = 100;
/** For how long a report waits for the message that it names to become known. */
const patienceMinutes = 15;
const longestId = 500;
const longestWords = 10_000;

/**
 * Takes what a provider says of a channel's messages and addresses. Each report counts once, however
 * often it is told, and they may come in any order: one that is quicker than our own note of how the
 * provider calls the message waits for it.
 */
export async function recordReports(
  context: ServiceContext,
  channel: string,
  reports: readonly ChannelReport[],
): Promise<void> {
  const kept = new Map<string, KeptReport>();
  for (const report of reports) {
    const one = keptReport(channel, report);
    if (!kept.has(one.reportId)) kept.set(one.reportId, one);
  }
  const all = [...kept.values()];
  for (let from = 0; from < all.length; from += together) {
    await recordSome(context, channel, all.slice(from, from + together));
  }
}

function recordSome(
  context: ServiceContext,
  channel: string,
  reports: readonly KeptReport[],
): Promise<void> {
  return context.transaction(async (context) => {
    // Sorted, so that two that tell the same at once can't deadlock.
    const sorted = reports.toSorted((a, b) => (a.reportId < b.reportId ? -1 : 1));
    const added = await insertReports(context.sql, channel, sorted);
    const fresh = reports.filter(({ reportId }) => added.has(reportId));
    if (fresh.length === 0) return;
    const find = messageFinder(await messagesOf(context, channel, fresh));
    const due = fresh.filter((report) => !namesMessage(report) || find(report) !== undefined);
    await applyReports(context, channel, due, find);
  });
}

/** Takes up reports whose message was not known when they came. @returns how many */
export async function applyOpenReports(context: ServiceContext): Promise<number> {
  return context.transaction(async (context) => {
    const open = await takeOpenReports(context.sql, {
      minutes: patienceMinutes,
      count: together,
    });
    for (const channel of new Set(open.map((report) => report.channel))) {
      const own = open.filter((report) => report.channel === channel);
      const find = messageFinder(await messagesOf(context, channel, own));
      await applyReports(context, channel, own, find);
    }
    return open.length;
  });
}

function messagesOf(context: ServiceContext, channel: string, reports: readonly KeptReport[]) {
  return reportedMessages(context.sql, channel, {
    ids: reports.flatMap(({ messageId }) => messageId ?? []),
    providerIds: reports.flatMap(({ providerId }) => providerId ?? []),
  });
}

function namesMessage({ messageId, providerId }: KeptReport): boolean {
  return messageId !== null || providerId !== null;
}

/** It comes from outside: what can't be kept is left out or cut. */
function keptReport(channel: string, report: ChannelReport): KeptReport {
  const { messageId, providerId, address } = report;
  const id = keepable(report.reportId);
  const written = address === null ? "" : keepable(address);
  return {
    ...report,
    reportId: id.length > longestId ? createHash("sha256").update(id).digest("hex") : id,
    messageId: messageId !== null && validate(messageId) ? messageId.toLowerCase() : null,
    providerId: providerId === null ? null : keepable(providerId),
    address: written === "" ? null : channelAddress(channel, written),
    permanent: report.permanent ?? null,
    code: keepableOrNull(report.code),
    words: keepableOrNull(report.words),
    url: keepableOrNull(report.url ?? null),
  };
}

function keepableOrNull(text: string | null): string | null {
  return text === null ? null : keepable(text.slice(0, longestWords));
}

function keepable(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\0", "");
}
