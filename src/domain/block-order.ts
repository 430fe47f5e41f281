interface Edge {
  from: string;
  to: string;
  branch: string;
}

interface Graph<Block> {
  blocks: readonly Block[];
  edges: readonly Edge[];
}

/** What has to be known of a block to find its place. */
interface Rules<Block> {
  isStart(block: Block): boolean;
  /** In the order in which they are shown. */
  branchesOf(block: Block): readonly string[];
}

/**
 * Blocks in the order in which a run could reach them, each behind all that lead to it, unless that is
 * a loop; last those that nothing leads to.
 */
export function inOrder<Block extends { id: string }>(
  { blocks, edges }: Graph<Block>,
  { isStart, branchesOf }: Rules<Block>,
): Block[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const next = new Map<string, Edge[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const targetsOf = (block: Block): Block[] => {
    const branches = branchesOf(block);
    const rank = ({ branch }: Edge) => (branches.indexOf(branch) + 1 || 99) - 1;
    const leaving = (next.get(block.id) ?? []).toSorted((one, other) => rank(one) - rank(other));
    return leaving.flatMap(({ to }) => byId.get(to) ?? []);
  };
  const seen = new Set<string>();
  const ordered: Block[] = [];
  const visit = (first: Block) => {
    // A block is done with when all that it leads to is: from the end, each is behind what leads to it.
    const done: Block[] = [];
    const open = [{ block: first, isDone: false }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const { block, isDone } = step;
      if (isDone) done.push(block);
      if (isDone || seen.has(block.id)) continue;
      seen.add(block.id);
      open.push({ block, isDone: true });
      // The last branch is walked first, and so stands last.
      for (const target of targetsOf(block)) open.push({ block: target, isDone: false });
    }
    ordered.push(...done.toReversed());
  };
  for (const block of blocks) if (isStart(block)) visit(block);
  const led = new Set(edges.map(({ to }) => to));
  for (const block of blocks) if (!led.has(block.id)) visit(block);
  for (const block of blocks) visit(block);
  return ordered;
}
