import { MarkerType } from "@xyflow/react";
import type { FlowOptions, BranchEdgeType } from "./flow.ts";
import { blockName, edgeKey, edgesFrom } from "./graph.ts";
import { boxesOf, routesOf } from "./branch-routes.ts";
import type { PlacedDefinition } from "./layout.ts";
import { labelOf } from "./ports.ts";
import { t } from "../i18n/i18n.ts";

/** Edges for a definition's, each with its route past the blocks between its ends. */
export function flowEdges(
  definition: PlacedDefinition,
  { kinds, decorations, readOnly }: FlowOptions,
): BranchEdgeType[] {
  const boxes = boxesOf(definition, kinds);
  const routes = routesOf(definition, boxes);
  const counts = edgesFrom(definition);
  const seen = new Map<string, number>();
  return definition.edges.flatMap((edge) => {
    const [source, target] = [boxes.get(edge.from), boxes.get(edge.to)];
    const route = routes.get(edge);
    if (source === undefined || target === undefined || route === undefined) return [];
    const key = edgeKey(edge);
    // A second edge of one branch, which only the API can make, is drawn too.
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const isOnly = counts.get(edge.from)?.length === 1 && edge.branch === "next";
    const labels = kinds.get(source.block.kind)?.branchLabels;
    const label = isOnly ? "" : labelOf(labels, edge.branch);
    const decoration = decorations?.edges[key];
    const ends = {
      from: blockName(kinds, source.block),
      to: blockName(kinds, target.block),
    };
    return [
      {
        id: count === 0 ? key : `${key} ${count}`,
        type: "branch",
        source: edge.from,
        sourceHandle: edge.branch,
        target: edge.to,
        data: {
          label,
          note: decoration?.label,
          tone: decoration?.tone,
          isEditable: !readOnly,
          route,
        },
        markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
        ariaLabel:
          label === ""
            ? t("canvas:connection", ends)
            : t("canvas:connectionBy", { ...ends, branch: label }),
      },
    ];
  });
}
