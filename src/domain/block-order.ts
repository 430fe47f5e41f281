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

/** Blocks in the order in which a run could reach them; last those that nothing leads to. */
export function inOrder<Block extends { id: string }>(
  { blocks, edges }: Graph<Block>,
  { isStart, branchesOf }: Rules<Block>,
): Block[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const next = new Map<string, Edge[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const seen = new Set<string>();
  const visit = (first: Block) => {
    const open = [first];
    for (let block = open.pop(); block !== undefined; block = open.pop()) {
      if (seen.has(block.id)) continue;
      seen.add(block.id);
      const branches = branchesOf(block);
      const rank = ({ branch }: Edge) => (branches.indexOf(branch) + 1 || 99) - 1;
      const targets = (next.get(block.id) ?? []).toSorted((one, other) => rank(other) - rank(one));
      open.push(...targets.flatMap(({ to }) => byId.get(to) ?? []));
    }
  };
  for (const block of blocks) if (isStart(block)) visit(block);
  const led = new Set(edges.map(({ to }) => to));
  for (const block of blocks) if (!led.has(block.id)) visit(block);
  for (const block of blocks) visit(block);
  return [...seen].flatMap((id) => byId.get(id) ?? []);
}
