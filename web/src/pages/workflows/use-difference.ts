import { useQuery } from "@tanstack/react-query";
import type { Workflow } from "../../api/workflows.ts";
import type { Difference } from "../builder/commands/diff.ts";
import { difference, isNone } from "../builder/commands/diff.ts";
import { versionQuery } from "./queries.ts";

export type DraftState =
  | { is: "unknown" }
  | { is: "never published" }
  | { is: "as published" }
  | { is: "changed"; difference: Difference };

/** How a draft differs from the version that new runs get. */
export function useDifference(workflow: Workflow | undefined): DraftState {
  const number = workflow?.currentVersion ?? null;
  const version = useQuery(versionQuery(workflow?.id ?? "", number));
  if (workflow === undefined) return { is: "unknown" };
  if (number === null) return { is: "never published" };
  if (version.data === undefined) return { is: "unknown" };
  const found = difference(version.data.definition, workflow.draft);
  return isNone(found) ? { is: "as published" } : { is: "changed", difference: found };
}
