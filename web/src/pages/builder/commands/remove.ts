import type { CanvasEdge, Definition } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { isStart } from "../../../canvas/graph.ts";

/**
 * Removes blocks with their edges. Where one edge led in and one out, the two are joined. The
 * only start stays: a workflow has one.
 */
export function removeBlocks(
  definition: Definition,
  kinds: Kinds,
  ids: readonly string[],
): Definition {
  return ids.reduce((rest, id) => removeBlock(rest, kinds, id), definition);
}

function removeBlock(definition: Definition, kinds: Kinds, id: string): Definition {
  const block = definition.blocks.find((one) => one.id === id);
  if (block === undefined || isOnlyStart(definition, kinds, id)) return definition;
  const [outlet, ...moreIn] = definition.edges.filter(({ to }) => to === id);
  const [out, ...moreOut] = definition.edges.filter(({ from }) => from === id);
  const isChain = moreIn.length === 0 && moreOut.length === 0;
  const join = isChain ? joined(outlet, out, id) : undefined;
  const edges = definition.edges.flatMap((edge) => {
    if (edge === outlet && join !== undefined) return [join];
    return edge.from === id || edge.to === id ? [] : [edge];
  });
  return { ...definition, blocks: definition.blocks.filter((one) => one !== block), edges };
}

/** Two ends of a chain that the block between them has left; a loop onto itself has none. */
function joined(
  outlet: CanvasEdge | undefined,
  out: CanvasEdge | undefined,
  id: string,
): CanvasEdge | undefined {
  if (outlet === undefined || out === undefined || outlet.from === id || out.to === id)
    return undefined;
  return { ...outlet, to: out.to };
}

export function isOnlyStart({ blocks }: Definition, kinds: Kinds, id: string): boolean {
  const starts = blocks.filter((block) => isStart(kinds, block));
  return starts.length === 1 && starts[0]?.id === id;
}
