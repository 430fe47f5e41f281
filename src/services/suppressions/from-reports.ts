import type { NewSuppression } from "../../db/messages/suppressions.ts";
import {
  insertSuppressions,
  lastWordOf,
  liftFor,
  lockAddress,
  softBounces,
} from "../../db/messages/suppressions.ts";
import type { KeptReport } from "../../db/messages/channel-reports.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import type { SuppressionReason } from "../../domain/suppression.ts";
import { usualScope } from "../../domain/suppression.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";

/** A report about an address, as it is kept: its message is none of a test launch. */
export interface AddressReport extends KeptReport {
  address: string;
}

/**
 * What reports mean for their addresses: what bounced for good, complained or said STOP is suppressed;
 * what bounced for now, after so many messages; START lifts what STOP did. All of them are kept
 * already, so each looks at what was told last, whatever came first.
 */
export async function suppressReported(
  context: ServiceContext,
  channel: string,
  reports: readonly AddressReport[],
): Promise<void> {
  const found: NewSuppression[] = [];
  // Sorted, as addresses are locked on the way.
  for (const report of reports.toSorted((a, b) => (a.address < b.address ? -1 : 1))) {
    const reason = await reasonOf(context, channel, report);
    if (reason !== null) found.push(suppression(channel, report, reason));
  }
  await insertSuppressions(context.sql, found);
}

async function reasonOf(
  context: ServiceContext,
  channel: string,
  { kind, permanent, address }: AddressReport,
): Promise<SuppressionReason | null> {
  if (kind === "complained") return "complaint";
  if (kind === "failed") return permanent === true ? "invalid" : null;
  if (kind === "bounced") {
    if (permanent === true) return "hard_bounce";
    return (await bouncesTooOften(context, channel, address)) ? "soft_bounces" : null;
  }
  if (!stopsAddress(channel)) return null;
  if (kind !== "subscribed" && kind !== "unsubscribed") return null;
  if ((await lastWordOf(context.sql, channel, address)) === "unsubscribed") return "stopped";
  await liftFor(context.sql, { channel, address, reason: "stopped" });
  return null;
}

/** Whether STOP by a channel is about the address as a whole: carriers want it so. */
function stopsAddress(channel: string): boolean {
  return channel === "sms";
}

async function bouncesTooOften(
  context: ServiceContext,
  channel: string,
  address: string,
): Promise<boolean> {
  const { messages, days } = (await findWorkspace(context.sql)).softBounces;
  if (messages === 0) return false;
  // Else each of two that are noted at once may see one too few.
  await lockAddress(context.sql, channel, address);
  return (await softBounces(context.sql, { channel, address, days })) >= messages;
}

function suppression(
  channel: string,
  { address, code, words, messageId, at }: AddressReport,
  reason: SuppressionReason,
): NewSuppression {
  const scope = usualScope(reason);
  return { id: newId(), channel, address, reason, scope, code, words, messageId, at, until: null };
}
