import type { WorkflowItem } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { startsOf } from "./starts-of.ts";

type Shown = Pick<WorkflowItem, "status" | "launchConditions">;

/** A workflow's status; an active one that nothing starts says so. */
export function WorkflowBadge({ workflow }: { workflow: Shown }) {
  const starts = startsOf(workflow);
  const { status } = workflow;
  if (status !== "active" || starts === "on") {
    return <StatusBadge value={status} label={t(`workflows:badge.${status}`)} />;
  }
  const label = starts === "off" ? t("workflows:badge.startsOff") : t("workflows:badge.noStart");
  return <StatusBadge value="paused" label={label} />;
}
