import type {
  Notification as Told,
  NotificationRule as Rule,
  NotificationTarget as Target,
} from "../../../src/contract/api/notifications.ts";
import type { Wire } from "./wire.ts";

export type NotificationTarget = Wire<Target>;
export type CreatedNotificationTarget = NotificationTarget & { secret: string | null };
export type NotificationRule = Wire<Rule>;
export type NotificationCondition = NotificationRule["condition"];
export type ToldNotification = Wire<Told>;
export interface TriedTarget {
  outcome: "delivered" | "failed";
  problem: string | null;
}
