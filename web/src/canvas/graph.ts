import type { BlockKind } from "../api/block-kinds.ts";
import { branchesOf } from "../api/block-kinds.ts";
import type { CanvasBlock, CanvasEdge, Definition } from "../api/workflows.ts";

export type Kinds = ReadonlyMap<string, BlockKind>;

/** The start of an edge, which is what tells edges apart: a branch has one at most. */
export interface Way {
  from: string;
  branch: string;
}

export const edgeKey = ({ from, branch }: Way): string => `${from} ${branch}`;

/** A block id has no space in it; a branch's name may. */
export function wayOf(key: string): Way {
  const space = key.indexOf(" ");
  return { from: key.slice(0, space), branch: key.slice(space + 1) };
}

/** The ways out that a block's kind and settings give; none for a kind that this page doesn't know. */
export function waysOut(kinds: Kinds, { kind, config }: CanvasBlock): string[] {
  const known = kinds.get(kind);
  return known === undefined ? [] : [...new Set(branchesOf(known, config))];
}

export function blockName(kinds: Kinds, { kind, name }: CanvasBlock): string {
  return name === undefined || name === "" ? (kinds.get(kind)?.label ?? kind) : name;
}

export function isStart(kinds: Kinds, { kind }: CanvasBlock): boolean {
  return kinds.get(kind)?.role === "start" || kind === "start";
}

export function edgesFrom(definition: Definition): Map<string, CanvasEdge[]> {
  const byStart = new Map<string, CanvasEdge[]>();
  for (const edge of definition.edges) {
    const list = byStart.get(edge.from);
    if (list === undefined) byStart.set(edge.from, [edge]);
    else list.push(edge);
  }
  return byStart;
}

/** All blocks that ways from one lead to; itself only if it stands on a loop. */
export function reachedFrom(definition: Definition, id: string): Set<string> {
  const next = edgesFrom(definition);
  const reached = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { to } of next.get(at) ?? []) {
      if (!reached.has(to)) open.push(to);
      reached.add(to);
    }
  }
  return reached;
}
