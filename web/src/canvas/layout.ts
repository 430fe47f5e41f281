import { Graph, layout } from "@dagrejs/dagre";
import type { CanvasBlock, Definition } from "../api/workflows.ts";
import type { Kinds } from "./graph.ts";
import { edgesFrom } from "./graph.ts";
import { portsOf, sizeOf } from "./ports.ts";

export interface Point {
  x: number;
  y: number;
}

/** Above this many blocks the better ranking would take seconds. */
const largest = 300;

/** A place for every block, from top to bottom, by dagre. */
export function tidyPlaces({ blocks, edges }: Definition, kinds: Kinds): Map<string, Point> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "TB",
    nodesep: 48,
    ranksep: 76,
    ranker: blocks.length > largest ? "longest-path" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const outgoing = edgesFrom({ blocks, edges });
  for (const block of blocks) {
    graph.setNode(block.id, sizeOf(portsOf(kinds, block, outgoing.get(block.id) ?? [])));
  }
  for (const { from, to, branch } of edges) {
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, {}, branch);
  }
  layout(graph, { constraints: besides({ blocks, edges }, kinds) });
  return new Map(
    blocks.map(({ id }) => {
      const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as Partial<Point & Size>;
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/** What a block's ways lead to stands from left to right as the ways do. */
function besides(definition: Definition, kinds: Kinds): { left: string; right: string }[] {
  const outgoing = edgesFrom(definition);
  return definition.blocks.flatMap((block) => {
    const edges = outgoing.get(block.id) ?? [];
    const ports = portsOf(kinds, block, edges);
    const targets = ports.flatMap(
      ({ branch }) => edges.find((one) => one.branch === branch)?.to ?? [],
    );
    const distinct = [...new Set(targets)];
    return distinct.slice(1).map((right, index) => ({ left: distinct[index] as string, right }));
  });
}

interface Size {
  width: number;
  height: number;
}

export type PlacedBlock = CanvasBlock & { position: Point };
export interface PlacedDefinition extends Definition {
  blocks: PlacedBlock[];
}

/**
 * The same definition where all blocks have a place. Those without one stand where the layout puts
 * them in relation to a neighbour that has one.
 */
export function placed(definition: Definition, kinds: Kinds): PlacedDefinition {
  const { blocks, edges } = definition;
  if (blocks.every(({ position }) => position !== undefined)) return definition as PlacedDefinition;
  const places = tidyPlaces(definition, kinds);
  const set = new Map(blocks.flatMap(({ id, position }) => (position ? [[id, position]] : [])));
  const placeOf = (id: string): Point => {
    const own = places.get(id) ?? { x: 0, y: 0 };
    const before = edges.find(({ from, to }) => to === id && set.has(from))?.from;
    const anchor = before ?? [...set.keys()][0];
    const [there, laidOut] = [set.get(anchor ?? ""), places.get(anchor ?? "")];
    if (there === undefined || laidOut === undefined) return own;
    return { x: there.x + own.x - laidOut.x, y: there.y + own.y - laidOut.y };
  };
  return {
    ...definition,
    blocks: blocks.map((block) => ({ ...block, position: block.position ?? placeOf(block.id) })),
  };
}
