import type { Edge, Node, NodeHandle } from "@xyflow/react";
import { Position } from "@xyflow/react";
import type { ReactNode } from "react";
import type { DraftIssue } from "../api/workflows.ts";
import type { BlockTone, Decorations } from "./decorations.ts";
import type { Kinds } from "./graph.ts";
import { blockName, edgesFrom, isStart } from "./graph.ts";
import type { PlacedBlock, PlacedDefinition } from "./layout.ts";
import type { Port } from "./ports.ts";
import type { Route } from "./route.ts";
import { portsOf, sizeOf } from "./ports.ts";
import { t } from "../i18n/i18n.ts";

export interface BlockData extends Record<string, unknown> {
  block: PlacedBlock;
  name: string;
  kindLabel: string;
  group: string | undefined;
  summary: string;
  ports: readonly Port[];
  issues: number;
  takesEdges: boolean;
  isEditable: boolean;
  tone: BlockTone | undefined;
  foot: ReactNode;
}

export interface BranchEdgeData extends Record<string, unknown> {
  label: string;
  /** What a decoration says, such as a count. */
  note: string | undefined;
  tone: BlockTone | undefined;
  isEditable: boolean;
  /** As it goes while its blocks stand still. */
  route: Route;
}

export type BlockNodeType = Node<BlockData, "block">;
export type BranchEdgeType = Edge<BranchEdgeData, "branch">;

export interface FlowOptions {
  kinds: Kinds;
  summaries: Record<string, string>;
  issues: readonly DraftIssue[];
  decorations: Decorations | null;
  readOnly: boolean;
}

/** Makes nodes of definitions, one after the other: a block that looks as before keeps its node. */
export function createNodes() {
  let former = new Map<string, BlockNodeType>();
  return (definition: PlacedDefinition, options: FlowOptions): BlockNodeType[] => {
    const nodes = flowNodes(definition, options, former);
    former = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  };
}

function flowNodes(
  { blocks, edges }: PlacedDefinition,
  { kinds, summaries, issues, decorations, readOnly }: FlowOptions,
  former: ReadonlyMap<string, BlockNodeType>,
): BlockNodeType[] {
  const outgoing = edgesFrom({ blocks, edges });
  const counts = new Map<string, number>();
  for (const { block } of issues) {
    if (block !== undefined) counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return blocks.map((block) => {
    const kind = kinds.get(block.kind);
    const ports = portsOf(kinds, block, outgoing.get(block.id) ?? []);
    const decoration = decorations?.blocks[block.id];
    const before = former.get(block.id);
    const data = keepSame(before?.data, {
      block,
      name: blockName(kinds, block),
      kindLabel: kind?.label ?? block.kind,
      group: kind?.group,
      summary: summaries[block.id] ?? "",
      ports,
      issues: counts.get(block.id) ?? 0,
      takesEdges: !isStart(kinds, block),
      isEditable: !readOnly,
      tone: decoration?.tone,
      foot: decoration?.foot,
    });
    // The data hold the block, and with it the place.
    if (before !== undefined && before.data === data) return before;
    const size = sizeOf(ports);
    return {
      id: block.id,
      type: "block",
      position: block.position,
      data,
      ...size,
      // Known beforehand, so that a block can be dragged and connected before it was ever drawn.
      measured: size,
      handles: handlesOf(data, size),
      ariaLabel: labelFor(data),
    };
  });
}

function labelFor({ name, kindLabel, summary, issues }: BlockData): string {
  const what = name === kindLabel ? name : `${name}, ${kindLabel}`;
  return `${what}${summary === "" ? "" : `: ${summary}`}${issues === 0 ? "" : `, ${t("canvas:issues", { count: issues })}`}`;
}

/** The old data where nothing of the new differs, ports compared by what they show. */
function keepSame(old: BlockData | undefined, data: BlockData): BlockData {
  if (old === undefined) return data;
  const isSame = Object.keys(data).every((key) =>
    key === "ports"
      ? JSON.stringify(old.ports) === JSON.stringify(data.ports)
      : Object.is(old[key], data[key]),
  );
  return isSame ? old : data;
}

function handlesOf(
  { ports, takesEdges }: BlockData,
  { width, height }: { width: number; height: number },
): NodeHandle[] {
  const spot = { width: 1, height: 1 };
  const out = ports.map(({ branch }, index): NodeHandle => ({
    id: branch,
    type: "source",
    position: Position.Bottom,
    x: ((index + 0.5) * width) / ports.length,
    y: height,
    ...spot,
  }));
  if (!takesEdges) return out;
  return [{ type: "target", position: Position.Top, x: width / 2, y: 0, ...spot }, ...out];
}
