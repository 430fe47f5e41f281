import type { Definition } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { blockName } from "../../../canvas/graph.ts";

/** What people call each block, by its id. */
export function namesOf({ blocks }: Definition, kinds: Kinds): ReadonlyMap<string, string> {
  return new Map(blocks.map((block) => [block.id, blockName(kinds, block)]));
}
