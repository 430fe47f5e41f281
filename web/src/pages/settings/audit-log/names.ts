import type { AuditEntry } from "../../../api/audit-log.ts";
import { t } from "../../../i18n/i18n.ts";

type Entity = AuditEntry["entity"];

/** Every kind of thing, as people call it. One that is missing here breaks the pages' build. */
export function entities(): Record<Entity, string> {
  const name = (entity: Entity) => t(`settings:audit.entity.${entity}`);
  return {
    apiKey: name("apiKey"),
    binding: name("binding"),
    channel: name("channel"),
    contact: name("contact"),
    contactImport: name("contactImport"),
    eventType: name("eventType"),
    message: name("message"),
    fanOut: name("fanOut"),
    holidayCalendar: name("holidayCalendar"),
    bulkAction: name("bulkAction"),
    notificationRule: name("notificationRule"),
    notificationTarget: name("notificationTarget"),
    order: name("order"),
    partial: name("partial"),
    person: name("person"),
    product: name("product"),
    promoPool: name("promoPool"),
    run: name("run"),
    secret: name("secret"),
    segment: name("segment"),
    setting: name("setting"),
    source: name("source"),
    suppression: name("suppression"),
    template: name("template"),
    topic: name("topic"),
    webhook: name("webhook"),
    workflow: name("workflow"),
    workflowVersion: name("workflowVersion"),
  };
}

export function actions(): Record<AuditEntry["action"], string> {
  return {
    created: t("settings:audit.action.created"),
    updated: t("settings:audit.action.updated"),
    deleted: t("settings:audit.action.deleted"),
  };
}
