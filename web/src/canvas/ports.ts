import type { CanvasBlock, CanvasEdge } from "../api/workflows.ts";
import type { Kinds } from "./graph.ts";
import { waysOut } from "./graph.ts";

/** Where a way leaves a block. */
export interface Port {
  branch: string;
  /** What people call it; "" where it is the only one. */
  label: string;
  /** Its block has this way; an edge may still come from one that a setting no longer names. */
  known: boolean;
  isConnected: boolean;
}

/** The ports of a block: its ways out, and those of edges that have lost theirs. */
export function portsOf(kinds: Kinds, block: CanvasBlock, outgoing: readonly CanvasEdge[]): Port[] {
  const kind = kinds.get(block.kind);
  const ways = waysOut(kinds, block);
  const used = new Set(outgoing.map(({ branch }) => branch));
  const lost = [...used].filter((branch) => !ways.includes(branch));
  const all = [...ways, ...lost];
  return all.map((branch) => ({
    branch,
    label: all.length === 1 && branch === "next" ? "" : labelOf(kind?.branchLabels, branch),
    // Of a kind that this page doesn't know, the edges are all that is known.
    known: kind === undefined || ways.includes(branch),
    isConnected: used.has(branch),
  }));
}

export function labelOf(labels: Record<string, string> | undefined, branch: string): string {
  return labels?.[branch] ?? (branch === "next" ? "Next" : branch);
}

export const headHeight = 64;
const portsHeight = 32;
const narrowest = 248;
const portWidth = 92;

/** In the canvas's own units. Known without drawing, so that what is out of sight needn't be drawn. */
export function sizeOf(ports: readonly Port[]): { width: number; height: number } {
  const hasLabels = ports.some(({ label }) => label !== "");
  return {
    width: Math.max(narrowest, ports.length * portWidth),
    height: headHeight + (hasLabels ? portsHeight : 0),
  };
}
