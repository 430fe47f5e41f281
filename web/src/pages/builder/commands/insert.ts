import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import type { Kinds, Way } from "../../../canvas/graph.ts";
import { isStart, waysOut } from "../../../canvas/graph.ts";
import { connect } from "./connect.ts";
import { boxOf, gap, makeRoom, placeBehind } from "./places.ts";

/** Adds a block that nothing leads to yet. */
export function addBlock(definition: Definition, block: CanvasBlock): Definition {
  return { ...definition, blocks: [...definition.blocks, block] };
}

/**
 * Adds a block behind a way. Where the way led somewhere, the new block's first way goes on there;
 * its others stay open. Without a place of its own it gets one, and what follows makes room.
 */
export function insertBehind(
  definition: Definition,
  kinds: Kinds,
  block: CanvasBlock,
  way: Way,
): Definition {
  const source = definition.blocks.find(({ id }) => id === way.from);
  if (source === undefined || isStart(kinds, block)) return addBlock(definition, block);
  const former = definition.edges.find(
    ({ from, branch }) => from === way.from && branch === way.branch,
  );
  const [first] = waysOut(kinds, block);
  const target = first === undefined ? undefined : former?.to;
  const roomy =
    target === undefined ? definition : withRoom(definition, kinds, source, block, target);
  const position = block.position ?? placeBehind(roomy, kinds, block, way);
  const added = connect(addBlock(roomy, { ...block, position }), way, block.id);
  return first === undefined || target === undefined
    ? added
    : connect(added, { from: block.id, branch: first }, target);
}

function withRoom(
  definition: Definition,
  kinds: Kinds,
  source: CanvasBlock,
  block: CanvasBlock,
  target: string,
): Definition {
  const above = boxOf(definition, kinds, source);
  const { height } = boxOf(definition, kinds, block);
  const top = block.position?.y ?? above.y + above.height + gap;
  const below = definition.blocks.find(({ id }) => id === target)?.position;
  // A way back up, as in a loop, has nothing below that could make room.
  if (below === undefined || below.y <= above.y) return definition;
  return makeRoom(definition, target, top + height + gap);
}

/** Behind which way a block goes that is added to another: its first open one, else its first. */
export function wayBehind(definition: Definition, kinds: Kinds, id: string): Way | null {
  const block = definition.blocks.find((one) => one.id === id);
  if (block === undefined) return null;
  const ways = waysOut(kinds, block);
  const taken = new Set(
    definition.edges.flatMap(({ from, branch }) => (from === id ? [branch] : [])),
  );
  const branch = ways.find((way) => !taken.has(way)) ?? ways[0];
  return branch === undefined ? null : { from: id, branch };
}
