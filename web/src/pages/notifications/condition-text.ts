import type { NotificationRule, ToldNotification } from "../../api/notifications.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber, formatShare } from "../../ui/format-number.ts";
import { exactTime } from "../../ui/format-time.ts";

/** What a rule looks for, as a sentence. */
export function conditionText({ condition, subjectName }: NotificationRule): string {
  const name = subjectName ?? "";
  const isOne = subjectName !== null;
  switch (condition.kind) {
    case "silence":
      return t(`notifications:looksFor.silence.${condition.of}${isOne ? "One" : "All"}`, {
        name,
        count: condition.hours,
      });
    case "burst":
      return t(`notifications:looksFor.burst.${condition.of}${isOne ? "One" : "All"}`, {
        name,
        times: formatNumber(condition.times),
      });
    case "failedRuns":
      return t(`notifications:looksFor.failedRuns${isOne ? "One" : "All"}`, {
        name,
        percent: formatNumber(condition.percent),
        count: condition.hours,
      });
    case "failedMessages":
    case "bounces":
    case "complaints":
      return t(`notifications:looksFor.${condition.kind}`, {
        percent: formatNumber(condition.percent),
        count: condition.hours,
      });
    case "lowPool":
      return t(`notifications:looksFor.lowPool${isOne ? "One" : "All"}`, { name });
    case "backlog":
      return t("notifications:looksFor.backlog", { count: condition.minutes });
    case "channelNotSetUp":
    case "lateWebhook":
      break;
  }
  return t(`notifications:looksFor.${condition.kind}`);
}

/** What was found, with its figures when it began. */
export function toldText({ rule: { kind }, of, name, figures }: ToldNotification): string {
  const { count = 0, of: whole = 0, lastAt = null } = figures;
  const share = formatShare(count, whole);
  const part = { number: formatNumber(count), of: formatNumber(whole), share };
  switch (kind) {
    case "silence":
      return t(`notifications:found.silence.${of === "workflow" ? "workflow" : "eventType"}`, {
        name,
        at: lastAt === null ? "–" : exactTime(lastAt),
      });
    case "burst":
      return t("notifications:found.burst", { name, ...part });
    case "failedRuns":
      return name === null
        ? t("notifications:found.failedRuns", part)
        : t("notifications:found.failedRunsOf", { name, ...part });
    case "failedMessages":
    case "bounces":
    case "complaints":
      return t(`notifications:found.${kind}`, part);
    case "lowPool":
      return t("notifications:found.lowPool", { name, count });
    case "backlog":
      return t("notifications:found.backlog", { count: whole });
    case "channelNotSetUp":
    case "lateWebhook":
      break;
  }
  return t(`notifications:found.${kind}`, { name });
}
