import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { versionQuery } from "../../api/workflows.ts";
import type { Workflow } from "../../api/workflows.ts";
import { blockNames } from "../../canvas/graph.ts";

/** What people call the blocks of the current version, or of the draft before there is one. */
export function useBlockNames({
  id,
  currentVersion,
  draft,
}: Workflow): (blockId: string) => string {
  const { data: kinds } = useQuery(blockKindsQuery);
  const { data: version } = useQuery(versionQuery(id, currentVersion || null));
  const names = blockNames(version?.definition ?? draft, kinds ?? new Map());
  return (blockId) => names.get(blockId) ?? blockId;
}
