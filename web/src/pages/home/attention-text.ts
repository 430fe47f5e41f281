import type { Attention } from "../../api/overview.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { formatBoundedCount, formatNumber, formatShare } from "../../ui/format-number.ts";
import { formatUntil } from "../../ui/format-time.ts";

export interface AttentionText {
  title: string;
  hint: string;
  /** Where it is shown, and mended. */
  to: string;
}

/** What is wrong, what to do about it, and where. */
export function attentionText(item: Attention): AttentionText {
  switch (item.kind) {
    case "backlog":
      return {
        title: t("home:attention.backlog.title", { count: item.waiting }),
        hint: t("home:attention.backlog.hint", { count: Math.round(item.ageSeconds / 60) }),
        to: "/runs?status=pending",
      };
    case "channelNotSetUp":
      return {
        title: t("home:attention.channel.title", { channel: apiWords(item.channelName) }),
        hint: t("home:attention.channel.hint", {
          names: item.workflows.map(({ name }) => name).join(", "),
        }),
        to: `/channels/${item.channel}`,
      };
    case "pausedChannel":
      return {
        title: t("home:attention.pausedChannel.title", { channel: apiWords(item.channelName) }),
        hint: t("home:attention.pausedChannel.hint", {
          at: formatUntil(item.since),
          reason: item.reason,
          messages: formatNumber(item.waiting),
        }),
        to: `/channels/${item.channel}`,
      };
    case "failedRuns":
      return {
        title: t("home:attention.failedRuns.title", bounded(item.count)),
        hint: t("home:attention.failedRuns.hint"),
        to: `/runs?status=failed&from=${encodeURIComponent(dayAgo())}`,
      };
    case "failedMessages":
    case "unknownMessages":
      return {
        title: t(`home:attention.${item.kind}.title`, bounded(item.count)),
        hint: t(`home:attention.${item.kind}.hint`),
        to: `/messages?state=${item.kind === "failedMessages" ? "failed" : "unknown"}`,
      };
    case "bounces":
    case "complaints":
      return {
        title: t(`home:attention.${item.kind}.title`, {
          share: formatShare(item.count, item.reports),
          of: formatNumber(item.reports),
        }),
        hint: t(`home:attention.${item.kind}.hint`),
        to: `/events?typeKey=${item.kind === "bounces" ? "bounced" : "complained"}`,
      };
    case "silentType":
      return {
        title: t("home:attention.silentType.title", { name: item.type.name }),
        hint: t("home:attention.silentType.hint", {
          at: item.lastAt === null ? "–" : formatUntil(item.lastAt),
        }),
        to: `/events?typeKey=${encodeURIComponent(item.type.key)}`,
      };
    case "lowPool":
      return {
        title: t("home:attention.lowPool.title", { name: item.pool.name, count: item.left }),
        hint: t("home:attention.lowPool.hint"),
        to: `/promo-codes/${item.pool.id}`,
      };
    case "partitionsMissing":
      return {
        title: t("home:attention.partitionsMissing.title", { count: item.hours }),
        hint: t("home:attention.partitionsMissing.hint"),
        to: "/settings/retention",
      };
    case "forgettingStopped":
      return {
        title: t("home:attention.forgettingStopped.title"),
        hint: t("home:attention.forgettingStopped.hint", {
          at: formatUntil(item.since),
          problem: item.problem,
        }),
        to: "/settings/retention",
      };
    case "endingKeys":
      return {
        title: t("home:attention.endingKeys.title", { count: item.count }),
        hint: t("home:attention.endingKeys.hint", { at: formatUntil(item.firstAt) }),
        to: "/settings/api-keys",
      };
    case "lateWebhook":
      break;
  }
  return {
    title: t("home:attention.lateWebhook.title", { name: item.webhook.name }),
    hint: t("home:attention.lateWebhook.hint", {
      at: formatUntil(item.since),
      problem: item.problem ?? "–",
    }),
    to: `/settings/webhooks/${item.webhook.id}`,
  };
}

/** What stops at 1,000, with the number that decides on the plural. */
function bounded(count: number): { count: number; number: string } {
  return { count, number: formatBoundedCount(count) };
}

const dayAgo = () => new Date(Date.now() - 86_400_000).toISOString();
