import type { Change } from "../../../api/workflow-history.ts";
import { t } from "../../../i18n/i18n.ts";

/** What was changed of a workflow, in a sentence; null of what has no words of its own. */
export function changeText({ kind, status, name, binding }: Change): string {
  if (binding !== null) return bindingText(binding);
  if (kind === "status") return statusText(status?.after ?? null);
  if (kind === "name" && name !== null) {
    const { before, after } = name;
    return t("workflow-history:history.renamed", { before: before ?? "", after: after ?? "" });
  }
  const texts = {
    created: t("workflow-history:history.created"),
    stopRules: t("workflow-history:history.stopRules"),
    holdout: t("workflow-history:history.holdout"),
    goal: t("workflow-history:history.goal"),
  };
  return texts[kind as keyof typeof texts] ?? kind;
}

function statusText(status: string | null): string {
  if (status === "paused") return t("workflow-history:history.paused");
  return status === "archived"
    ? t("workflow-history:history.archived")
    : t("workflow-history:history.activated");
}

function bindingText({ role, source, eventType, ...change }: NonNullable<Change["binding"]>) {
  const named = eventType?.name ?? t("workflow-history:history.trigger");
  const event = source === "schedule" ? t("triggers:regular") : named;
  return t(`workflow-history:history.${role ?? "start"}${verbOf(change)}`, { event });
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
