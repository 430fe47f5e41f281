import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import type { Kinds, Outlet } from "../../../canvas/graph.ts";
import { isStart, blockBranches } from "../../../canvas/graph.ts";
import { connect } from "./connect.ts";
import { boxOf, gap, makeRoom, placeAfter } from "./places.ts";

/** Adds a block that nothing leads to yet. */
export function addBlock(definition: Definition, block: CanvasBlock): Definition {
  return { ...definition, blocks: [...definition.blocks, block] };
}

/**
 * Adds a block after an outlet. If the outlet was connected, the new block's first branch leads on to
 * the former target, and its others stay open. A block without a place of its own gets one, and what
 * follows makes room.
 */
export function insertAfter(
  definition: Definition,
  kinds: Kinds,
  block: CanvasBlock,
  outlet: Outlet,
): Definition {
  const source = definition.blocks.find(({ id }) => id === outlet.from);
  if (source === undefined || isStart(kinds, block)) return addBlock(definition, block);
  const former = definition.edges.find(
    ({ from, branch }) => from === outlet.from && branch === outlet.branch,
  );
  const [first] = blockBranches(kinds, block);
  const target = first === undefined ? undefined : former?.to;
  const roomy =
    target === undefined ? definition : withRoom(definition, kinds, source, block, target);
  const position = block.position ?? placeAfter(roomy, kinds, block, outlet);
  const added = connect(addBlock(roomy, { ...block, position }), outlet, block.id);
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
  // An edge that leads back up, as in a loop, has nothing below that could make room.
  if (below === undefined || below.y <= above.y) return definition;
  return makeRoom(definition, target, top + height + gap);
}

/** The outlet after which a new block goes that is added to another: its first open one, else its first. */
export function outletAfter(definition: Definition, kinds: Kinds, id: string): Outlet | null {
  const block = definition.blocks.find((one) => one.id === id);
  if (block === undefined) return null;
  const branches = blockBranches(kinds, block);
  const taken = new Set(
    definition.edges.flatMap(({ from, branch }) => (from === id ? [branch] : [])),
  );
  const branch = branches.find((outlet) => !taken.has(outlet)) ?? branches[0];
  return branch === undefined ? null : { from: id, branch };
}
