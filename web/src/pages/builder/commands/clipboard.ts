import { isObject } from "../../../json/objects.ts";
import type { CanvasBlock, CanvasEdge, Definition } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { isStart } from "../../../canvas/graph.ts";
import type { NewId } from "./fresh-block.ts";
import { bounded } from "./places.ts";

/** Blocks on their way to another place, workflow or tab. */
export interface Clip {
  blocks: CanvasBlock[];
  /** Between these blocks only. */
  edges: CanvasEdge[];
}

/** Tells copied blocks from any other text. */
const mark = "campanile/blocks/1";

export function copyBlocks({ blocks, edges }: Definition, ids: readonly string[]): Clip {
  const chosen = new Set(ids);
  return {
    blocks: blocks.filter(({ id }) => chosen.has(id)),
    edges: edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
  };
}

export function clipText({ blocks, edges }: Clip): string {
  return JSON.stringify({ kind: mark, blocks, edges }, null, 2);
}

/** Copied blocks in a text; null when it is something else. */
export function clipIn(text: string): Clip | null {
  if (!text.includes(mark)) return null;
  const clip = parsed(text);
  if (clip?.["kind"] !== mark || !Array.isArray(clip["blocks"])) return null;
  const blocks = clip["blocks"].flatMap(blockIn);
  const edges = Array.isArray(clip["edges"]) ? clip["edges"].flatMap(edgeIn) : [];
  return blocks.length === 0 ? null : { blocks, edges };
}

/**
 * Adds copied blocks under ids of their own, moved by an offset. What this server doesn't know is
 * left out, and so is a second start.
 */
export function pasteBlocks(
  definition: Definition,
  kinds: Kinds,
  clip: Clip,
  { newId, by }: { newId: NewId; by: { x: number; y: number } },
): { definition: Definition; pasted: string[] } {
  const hasStart = definition.blocks.some((block) => isStart(kinds, block));
  const ids = new Map<string, string>();
  const blocks = clip.blocks
    .filter((block) => kinds.has(block.kind) && !(hasStart && isStart(kinds, block)))
    .map((block) => {
      ids.set(block.id, newId(block.kind));
      const { x, y } = block.position ?? { x: 0, y: 0 };
      return {
        ...structuredClone(block),
        id: ids.get(block.id) as string,
        position: bounded({ x: x + by.x, y: y + by.y }),
      };
    });
  const edges = clip.edges.flatMap(({ from, to, branch }) => {
    const [start, end] = [ids.get(from), ids.get(to)];
    return start === undefined || end === undefined ? [] : [{ from: start, to: end, branch }];
  });
  return {
    definition: {
      ...definition,
      blocks: [...definition.blocks, ...blocks],
      edges: [...definition.edges, ...edges],
    },
    pasted: [...ids.values()],
  };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}

function blockIn(value: unknown): CanvasBlock[] {
  const { id, kind, config, name, note, position } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== "string" || typeof kind !== "string") return [];
  const { x, y } = (position ?? {}) as Record<string, unknown>;
  return [
    {
      id,
      kind,
      config: isObject(config) ? config : {},
      ...(typeof name === "string" && { name: name.slice(0, 200) }),
      ...(typeof note === "string" && { note: note.slice(0, 1_000) }),
      ...(typeof x === "number" && typeof y === "number" && { position: bounded({ x, y }) }),
    },
  ];
}

function edgeIn(value: unknown): CanvasEdge[] {
  const { from, to, branch } = (value ?? {}) as Record<string, unknown>;
  const isEdge =
    typeof from === "string" &&
    typeof to === "string" &&
    typeof branch === "string" &&
    /^.{1,64}$/.test(branch.trim());
  return isEdge ? [{ from, to, branch: branch.trim() }] : [];
}
