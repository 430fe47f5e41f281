import { blockKindsWith } from "../../src/services/block-kinds/list.ts";
import type { BlockKind } from "../../web/src/api/block-kinds.ts";
import type { CanvasBlock, Definition } from "../../web/src/api/workflows.ts";
import type { Kinds } from "../../web/src/canvas/graph.ts";

/** The kinds as the API lists them. */
export const kinds: Kinds = new Map(blockKindsWith().map((kind) => [kind.kind, kind as BlockKind]));

export function block(id: string, kind: string, rest: Partial<CanvasBlock> = {}): CanvasBlock {
  return { id, kind, config: {}, ...rest };
}

/** "from branch to" for each edge; the branch "next" may be left out. */
export function definition(blocks: CanvasBlock[], ...ways: string[]): Definition {
  const edges = ways.map((way) => {
    const parts = way.split(" ");
    const [from = "", branch = "", to = ""] =
      parts.length === 2 ? [parts[0], "next", parts[1]] : parts;
    return { from, to, branch };
  });
  return { blocks, edges };
}

/** Edges as they are written above, in the order of their names. */
export function waysOf({ edges }: Definition): string[] {
  return edges
    .map(({ from, branch, to }) =>
      branch === "next" ? `${from} ${to}` : `${from} ${branch} ${to}`,
    )
    .toSorted();
}

/** A start, a day's wait, an end. */
export function chain(): Definition {
  return definition(
    [
      block("start", "start", { position: { x: 0, y: 0 } }),
      block("wait", "delay", { position: { x: 0, y: 140 }, config: { amount: 1, unit: "days" } }),
      block("end", "end", { position: { x: 0, y: 280 } }),
    ],
    "start wait",
    "wait end",
  );
}
