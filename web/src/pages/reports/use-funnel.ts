import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { FunnelStep } from "../../api/reports.ts";
import { funnelQuery } from "../../api/reports.ts";
import { labelOf } from "../../canvas/ports.ts";
import type { Shown } from "./shown.ts";
import { useBlockNames } from "./use-block-names.ts";

/** A workflow's funnel, its blocks and branches as the builder calls them. */
export function useFunnel({ workflow, period, search }: Shown) {
  const nameOf = useBlockNames(workflow);
  const { data: kinds } = useQuery(blockKindsQuery);
  const inWords = (step: FunnelStep): FunnelStep => ({
    ...step,
    // Of one that is in no version any more only the API knows the name.
    name: step.kind === null ? step.name : nameOf(step.blockId),
    ways: step.ways.map((way) => ({
      ...way,
      branch: labelOf(kinds?.get(step.kind ?? "")?.branchLabels, way.branch),
    })),
  });
  return useQuery({
    ...funnelQuery(workflow.id, period, search.version),
    select: (funnel) => ({ ...funnel, steps: funnel.steps.map(inWords) }),
  });
}
