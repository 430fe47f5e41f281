import type { Explanation } from "../explanation.ts";

export type StartableTrigger = Explanation["triggers"][number];

/** The triggers by which a workflow can be started by hand; none where it is not active. */
export function startableOf(explanation: Explanation | undefined): StartableTrigger[] {
  if (explanation === undefined || explanation.workflow.status !== "active") return [];
  return explanation.triggers.filter(({ enabled }) => enabled);
}
