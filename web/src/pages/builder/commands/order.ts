import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { edgesFrom, isStart, blockBranches } from "../../../canvas/graph.ts";

/** Blocks in the order in which a run could reach them; last those that nothing leads to. */
export function inOrder(definition: Definition, kinds: Kinds): CanvasBlock[] {
  const byId = new Map(definition.blocks.map((block) => [block.id, block]));
  const next = edgesFrom(definition);
  const seen = new Set<string>();
  const visit = (first: CanvasBlock) => {
    const open = [first];
    for (let block = open.pop(); block !== undefined; block = open.pop()) {
      if (seen.has(block.id)) continue;
      seen.add(block.id);
      const branches = blockBranches(kinds, block);
      const rank = ({ branch }: { branch: string }) => (branches.indexOf(branch) + 1 || 99) - 1;
      const targets = (next.get(block.id) ?? []).toSorted((one, other) => rank(other) - rank(one));
      open.push(...targets.flatMap(({ to }) => byId.get(to) ?? []));
    }
  };
  for (const block of definition.blocks) if (isStart(kinds, block)) visit(block);
  const led = new Set(definition.edges.map(({ to }) => to));
  for (const block of definition.blocks) if (!led.has(block.id)) visit(block);
  for (const block of definition.blocks) visit(block);
  return [...seen].flatMap((id) => byId.get(id) ?? []);
}
