import type { CanvasBlock, CanvasEdge } from "../api/workflows.ts";
import type { Kinds } from "./graph.ts";
import { blockBranches } from "./graph.ts";
import { t } from "../i18n/i18n.ts";

/** Where a branch leaves a block. */
export interface Port {
  branch: string;
  /** What people call it; "" where it is the only one. */
  label: string;
  /** Its block has this branch; an edge may still come from one that a setting no longer names. */
  exists: boolean;
  isConnected: boolean;
}

/** The ports of a block: its branches, and those of edges whose branch is gone. */
export function portsOf(kinds: Kinds, block: CanvasBlock, outgoing: readonly CanvasEdge[]): Port[] {
  const kind = kinds.get(block.kind);
  const branches = blockBranches(kinds, block);
  const used = new Set(outgoing.map(({ branch }) => branch));
  const lost = [...used].filter((branch) => !branches.includes(branch));
  const all = [...branches, ...lost];
  return all.map((branch) => ({
    branch,
    label: all.length === 1 && branch === "next" ? "" : labelOf(kind?.branchLabels, branch),
    // Of a kind that this page doesn't know, the edges are all that is known.
    exists: kind === undefined || branches.includes(branch),
    isConnected: used.has(branch),
  }));
}

export function labelOf(labels: Record<string, string> | undefined, branch: string): string {
  return labels?.[branch] ?? (branch === "next" ? t("ui:next") : branch);
}

export const headHeight = 64;
const portsHeight = 32;
const minWidth = 248;
const portWidth = 92;

/** A block's size in the canvas's own units, computed so that blocks out of sight needn't be drawn. */
export function sizeOf(ports: readonly Port[]): { width: number; height: number } {
  const hasLabels = ports.some(({ label }) => label !== "");
  return {
    width: Math.max(minWidth, ports.length * portWidth),
    height: headHeight + (hasLabels ? portsHeight : 0),
  };
}
