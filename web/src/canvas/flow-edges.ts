import { MarkerType } from "@xyflow/react";
import type { FlowOptions, BranchEdgeType } from "./flow.ts";
import type { Kinds } from "./graph.ts";
import { blockName, edgeKey, edgesFrom } from "./graph.ts";
import type { PlacedBlock, PlacedDefinition } from "./layout.ts";
import type { Port } from "./ports.ts";
import { labelOf, portsOf, sizeOf } from "./ports.ts";
import type { Box } from "./route.ts";
import { corridorOf } from "./route.ts";
import { t } from "../i18n/i18n.ts";

/** Edges for a definition's, each with its route past the blocks between its ends. */
export function flowEdges(
  definition: PlacedDefinition,
  { kinds, decorations, readOnly }: FlowOptions,
): BranchEdgeType[] {
  const boxes = boxesOf(definition, kinds);
  const all = [...boxes.values()];
  const counts = edgesFrom(definition);
  const seen = new Map<string, number>();
  return definition.edges.flatMap((edge) => {
    const [source, target] = [boxes.get(edge.from), boxes.get(edge.to)];
    if (source === undefined || target === undefined) return [];
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
    const from = { x: portX(source, edge.branch), y: source.y + source.height };
    const to = { x: target.x + target.width / 2, y: target.y };
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
          corridor: corridorOf(from, to, all),
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

type BlockBox = Box & { block: PlacedBlock; ports: readonly Port[] };

function boxesOf(definition: PlacedDefinition, kinds: Kinds): Map<string, BlockBox> {
  const outgoing = edgesFrom(definition);
  return new Map(
    definition.blocks.map((block) => {
      const ports = portsOf(kinds, block, outgoing.get(block.id) ?? []);
      return [block.id, { block, ports, ...block.position, ...sizeOf(ports) }];
    }),
  );
}

function portX({ x, width, ports }: BlockBox, branch: string): number {
  const index = Math.max(
    0,
    ports.findIndex((port) => port.branch === branch),
  );
  return x + ((index + 0.5) * width) / Math.max(ports.length, 1);
}
