import type { ConditionKind, Watched } from "./condition.ts";

/** The page that shows what a notification is about, below the address of the pages. */
export function pathOf(
  { kind, of }: { kind: ConditionKind; of: Watched | null },
  subject: string,
): string {
  switch (kind) {
    case "silence":
    case "burst":
      return of === "workflow" ? `/workflows/${subject}` : `/event-types?type=${subject}`;
    case "failedRuns":
      return subject === "" ? "/runs?status=failed" : `/runs?status=failed&workflowId=${subject}`;
    case "failedMessages":
      return "/messages?state=failed";
    case "bounces":
      return "/events?typeKey=bounced";
    case "complaints":
      return "/events?typeKey=complained";
    case "lowPool":
      return `/promo-codes/${subject}`;
    case "backlog":
      return "/runs?status=pending";
    case "channelNotSetUp":
      return `/channels/${subject}`;
    case "lateWebhook":
      break;
  }
  return `/settings/webhooks/${subject}`;
}
