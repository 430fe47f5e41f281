import type { Statistics } from "../../../../api/statistics.ts";
import type { Definition } from "../../../../api/workflows.ts";
import type { Decorations } from "../../../../canvas/decorations.ts";
import { edgeKey } from "../../../../canvas/graph.ts";
import { BlockFoot } from "./BlockFoot.tsx";
import type { Counted } from "./RunsLink.tsx";
import { formatNumber, formatShare } from "../../../../ui/format-number.ts";

interface DecorationOptions extends Counted {
  definition: Definition;
  names: ReadonlyMap<string, string>;
}

/** Numbers below the blocks, and on each branch how many runs took it, and their share of those that left. */
export function statisticsDecorations(
  statistics: Statistics,
  options: DecorationOptions,
): Decorations {
  const { definition, names, ...counted } = options;
  const byBlock = new Map(statistics.blocks.map((block) => [block.blockId, block]));
  const messages = new Map(statistics.messages.map((sent) => [sent.blockId, sent]));
  const left = new Map<string, number>();
  for (const { from, count } of statistics.edges) left.set(from, (left.get(from) ?? 0) + count);
  const counts = new Map(statistics.edges.map((edge) => [edgeKey(edge), edge.count]));

  const drawn: Decorations = { blocks: {}, edges: {} };
  for (const { id } of definition.blocks) {
    const block = byBlock.get(id);
    const name = names.get(id) ?? id;
    drawn.blocks[id] =
      block === undefined
        ? { tone: "quiet" }
        : {
            foot: <BlockFoot {...counted} block={block} name={name} messages={messages.get(id)} />,
          };
  }
  for (const edge of definition.edges) {
    const count = counts.get(edgeKey(edge)) ?? 0;
    const all = left.get(edge.from) ?? 0;
    // Where all took the same branch, the share says nothing.
    const share = count === all ? "" : ` · ${formatShare(count, all)}`;
    drawn.edges[edgeKey(edge)] =
      count === 0 ? { tone: "quiet" } : { label: `${formatNumber(count)}${share}` };
  }
  return drawn;
}
