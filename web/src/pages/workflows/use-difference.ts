import { useQuery } from "@tanstack/react-query";
import type { Workflow } from "../../api/workflows.ts";
import type { Difference } from "../builder/commands/diff.ts";
import { difference, isNone } from "../builder/commands/diff.ts";
import { versionQuery } from "../../api/workflows.ts";

export type DraftState =
  | { is: "unknown" }
  | { is: "unpublished" }
  | { is: "published" }
  | { is: "changed"; difference: Difference };

/** How a draft differs from the version that new runs get. */
export function useDifference(workflow: Workflow): DraftState {
  const number = workflow.currentVersion;
  const version = useQuery(versionQuery(workflow.id, number));
  if (number === null) return { is: "unpublished" };
  if (version.data === undefined) return { is: "unknown" };
  const changes = difference(version.data.definition, workflow.draft);
  return isNone(changes) ? { is: "published" } : { is: "changed", difference: changes };
}
