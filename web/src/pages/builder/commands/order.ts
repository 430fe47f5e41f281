import { inOrder as orderOf } from "../../../../../src/domain/block-order.ts";
import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { isStart, blockBranches } from "../../../canvas/graph.ts";

/** Blocks in the order in which a run could reach them; last those that nothing leads to. */
export function inOrder(definition: Definition, kinds: Kinds): CanvasBlock[] {
  return orderOf(definition, {
    isStart: (block) => isStart(kinds, block),
    branchesOf: (block) => blockBranches(kinds, block),
  });
}
