import { isUuid } from "../../../domain/uuid.ts";
import { v5 } from "uuid";
import { reportClick, reportOpen } from "../../../services/clicks/report.ts";
import type { ServiceContext } from "../../../services/context.ts";
import { textOf } from "../event-step.ts";
import { momentOfSeconds } from "../moment.ts";

const clickNamespace = "5f0f1a0e-8f3c-4b43-9d0b-0a4b6c0f2d71";
const metrics = new Set([
  "bounced",
  "clicked",
  "converted",
  "deferred",
  "delivered",
  "dropped",
  "opened",
  "spammed",
]);

/** What a sender tells of a message that it was given the id of. */
export interface Metric {
  deliveryId: string;
  metric: string;
  href: string;
  at: Date;
}

/** The metric, or what is wrong with it. */
export function readMetric(given: {
  deliveryId: unknown;
  metric: unknown;
  href: unknown;
  timestamp: unknown;
}): Metric | string {
  const deliveryId = textOf(given.deliveryId);
  const metric = textOf(given.metric) ?? "";
  if (deliveryId === undefined) return "delivery_id is needed";
  if (!metrics.has(metric)) return `the metric must be one of ${[...metrics].join(", ")}`;
  const at = momentOfSeconds(given.timestamp) ?? new Date();
  return { deliveryId, metric, href: textOf(given.href) ?? "", at };
}

/**
 * Notes that a message of ours was opened or clicked. Other metrics, and messages of others, are
 * nothing that is counted here.
 */
export async function reportMetric(context: ServiceContext, metric: Metric): Promise<void> {
  const { deliveryId, metric: name, href, at } = metric;
  if (!isUuid(deliveryId)) return;
  const messageId = deliveryId.toLowerCase();
  if (name === "opened") await reportOpen(context, { messageId, at });
  if (name === "clicked") {
    // The same report, sent again, is one click.
    const clickId = v5(`${messageId} ${href} ${at.getTime()}`, clickNamespace);
    await reportClick(context, { messageId, clickId, url: href, at });
  }
}
