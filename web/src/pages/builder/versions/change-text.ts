import type { Change } from "../../../api/workflow-history.ts";
import { t } from "../../../i18n/i18n.ts";

/** What was changed of a workflow, in a sentence; null of what has no words of its own. */
export function changeText({ kind, status, name, binding }: Change): string {
  if (binding !== null) return bindingText(binding);
  if (kind === "status") return statusText(status?.after ?? null);
  if (kind === "name" && name !== null) {
    const { before, after } = name;
    return t("workflows:history.renamed", { before: before ?? "", after: after ?? "" });
  }
  const texts = {
    created: t("workflows:history.created"),
    stopRules: t("workflows:history.stopRules"),
    holdout: t("workflows:history.holdout"),
    goal: t("workflows:history.goal"),
  };
  return texts[kind as keyof typeof texts] ?? kind;
}

function statusText(status: string | null): string {
  if (status === "paused") return t("workflows:history.paused");
  return status === "archived" ? t("workflows:history.archived") : t("workflows:history.activated");
}

function bindingText({ role, source, eventType, ...change }: NonNullable<Change["binding"]>) {
  const named = eventType?.name ?? t("workflows:history.trigger");
  const event = source === "schedule" ? t("triggers:regular") : named;
  return t(`workflows:history.${role ?? "start"}${verbOf(change)}`, { event });
}

function verbOf({
  action,
  before,
  after,
}: Pick<NonNullable<Change["binding"]>, "action" | "before" | "after">) {
  if (action === "created") return "Added";
  if (action === "deleted") return "Deleted";
  const isOnlySwitched =
    before !== null &&
    after !== null &&
    before.words === after.words &&
    before.enabled !== after.enabled;
  if (!isOnlySwitched) return "Changed";
  return after.enabled ? "On" : "Off";
}
