import type { Workflow } from "../../../../api/workflows.ts";

/** Keys of the event types that start a workflow, each once. */
export function startTypes({ launchConditions }: Pick<Workflow, "launchConditions">): string[] {
  const keys = launchConditions.flatMap(({ role, source, eventTypeKey }) =>
    role === "start" && source === "event" ? [eventTypeKey] : [],
  );
  return [...new Set(keys)];
}
