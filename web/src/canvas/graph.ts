import type { BlockKind } from "../api/block-kinds.ts";
import { branchesOf } from "../api/block-kinds.ts";
import type { CanvasBlock, CanvasEdge, Definition } from "../api/workflows.ts";

export type Kinds = ReadonlyMap<string, BlockKind>;

/** Where an edge starts: a branch of a block. It tells edges apart, as a branch has one edge at most. */
export interface Outlet {
  from: string;
  branch: string;
}

export const edgeKey = ({ from, branch }: Outlet): string => `${from} ${branch}`;

/** The outlet of a handle that React Flow names. Only the handles of outlets have an id: the branch. */
export function outletAt(from: string, handleId: string | null | undefined): Outlet {
  if (handleId == null) throw new Error(`a connection starts at no branch of the block "${from}"`);
  return { from, branch: handleId };
}

/** A block id has no space in it; a branch's name may. */
export function outletOf(key: string): Outlet {
  const space = key.indexOf(" ");
  return { from: key.slice(0, space), branch: key.slice(space + 1) };
}

/** The branches that a block's kind and settings give; none for a kind that this page doesn't know. */
export function blockBranches(kinds: Kinds, { kind, config }: CanvasBlock): string[] {
  const blockKind = kinds.get(kind);
  return blockKind === undefined ? [] : [...new Set(branchesOf(blockKind, config))];
}

export function blockName(kinds: Kinds, { kind, name }: CanvasBlock): string {
  return name === undefined || name === "" ? (kinds.get(kind)?.label ?? kind) : name;
}

/** What people call each block, by its id. */
export function blockNames({ blocks }: Definition, kinds: Kinds): ReadonlyMap<string, string> {
  return new Map(blocks.map((block) => [block.id, blockName(kinds, block)]));
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

/** All blocks that can be reached from one; itself only if it stands on a loop. */
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
