import type { WorkflowItem } from "../../api/workflows.ts";

/** Whether a workflow has a start that is switched on, only ones that are off, or none. */
export function startsOf({
  launchConditions,
}: Pick<WorkflowItem, "launchConditions">): "on" | "off" | "none" {
  const starts = launchConditions.filter(({ role }) => role === "start");
  if (starts.some(({ enabled }) => enabled)) return "on";
  return starts.length > 0 ? "off" : "none";
}
