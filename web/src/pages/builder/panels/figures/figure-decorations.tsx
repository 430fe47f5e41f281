import type { Figures } from "../../../../api/figures.ts";
import type { Definition } from "../../../../api/workflows.ts";
import type { Decorations } from "../../../../canvas/decorations.ts";
import { edgeKey } from "../../../../canvas/graph.ts";
import { BlockFoot } from "./BlockFoot.tsx";
import type { Counted } from "./RunsLink.tsx";
import { numberWords } from "./RunsLink.tsx";
import { shareWords } from "./share.ts";

interface Shown extends Counted {
  definition: Definition;
  names: ReadonlyMap<string, string>;
}

/** Numbers below the blocks, and on each way how many took it and what part of those who left. */
export function figureDecorations(figures: Figures, shown: Shown): Decorations {
  const { definition, names, ...counted } = shown;
  const byBlock = new Map(figures.blocks.map((block) => [block.blockId, block]));
  const messages = new Map(figures.messages.map((sent) => [sent.blockId, sent]));
  const left = new Map<string, number>();
  for (const { from, count } of figures.edges) left.set(from, (left.get(from) ?? 0) + count);
  const counts = new Map(figures.edges.map((edge) => [edgeKey(edge), edge.count]));

  const drawn: Decorations = { blocks: {}, edges: {} };
  for (const { id } of definition.blocks) {
    const block = byBlock.get(id);
    const name = names.get(id) ?? id;
    drawn.blocks[id] =
      block === undefined
        ? { tone: "quiet" }
        : { foot: <BlockFoot {...counted} {...{ block, name }} messages={messages.get(id)} /> };
  }
  for (const edge of definition.edges) {
    const count = counts.get(edgeKey(edge)) ?? 0;
    const all = left.get(edge.from) ?? 0;
    // Where all went one way, the share says nothing.
    const share = count === all ? "" : ` · ${shareWords(count, all)}`;
    drawn.edges[edgeKey(edge)] =
      count === 0 ? { tone: "quiet" } : { label: `${numberWords(count)}${share}` };
  }
  return drawn;
}
