import { Graph, layout } from "@dagrejs/dagre";
import type { CanvasBlock, Definition } from "../api/workflows.ts";
import type { Kinds } from "./graph.ts";
import { edgeKey, edgesFrom, reachedFrom } from "./graph.ts";
import { portsOf, sizeOf } from "./ports.ts";

export interface Point {
  x: number;
  y: number;
}

/** Above this many blocks the better ranking would take seconds. */
const maxForBetterRanking = 300;

/** A place for every block, from top to bottom, by dagre. */
export function tidyPlaces({ blocks, edges }: Definition, kinds: Kinds): Map<string, Point> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "TB",
    nodesep: 48,
    ranksep: 76,
    ranker: blocks.length > maxForBetterRanking ? "longest-path" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const outgoing = edgesFrom({ blocks, edges });
  for (const block of blocks) {
    graph.setNode(block.id, sizeOf(portsOf(kinds, block, outgoing.get(block.id) ?? [])));
  }
  const order = leftToRight({ blocks, edges }, kinds);
  const drawn = edges.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  for (const { from, to, branch } of drawn) {
    const bend = order.bends.get(edgeKey({ from, branch }));
    if (bend === undefined) graph.setEdge(from, to, {}, branch);
    else {
      graph.setNode(bend, { width: 24, height: 1 });
      graph.setEdge(from, bend, {}, branch);
      graph.setEdge(bend, to, {}, branch);
    }
  }
  layout(graph, { constraints: order.constraints });
  return new Map(
    blocks.map(({ id }) => {
      const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as Partial<Point & Size>;
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/**
 * The targets of a block's branches stand from left to right as the branches do. An edge that skips
 * ranks to a block that another branch leads to as well gets a bend of its own beside that branch's
 * target: the two might cross otherwise.
 */
function leftToRight(definition: Definition, kinds: Kinds) {
  const outgoing = edgesFrom(definition);
  const bends = new Map<string, string>();
  const constraints: { left: string; right: string }[] = [];
  for (const block of definition.blocks) {
    const edges = outgoing.get(block.id) ?? [];
    const firsts = portsOf(kinds, block, edges).flatMap(({ branch }) => {
      const to = edges.find((one) => one.branch === branch)?.to;
      if (to === undefined) return [];
      const isSkipping = edges.some(
        (other) => other.to !== to && reachedFrom(definition, other.to).has(to),
      );
      if (!isSkipping) return [to];
      const bend = `bend of ${edgeKey({ from: block.id, branch })}`;
      bends.set(edgeKey({ from: block.id, branch }), bend);
      return [bend];
    });
    const distinct = [...new Set(firsts)];
    for (const [index, right] of distinct.slice(1).entries()) {
      constraints.push({ left: distinct[index] as string, right });
    }
  }
  return { bends, constraints };
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
    if (anchor === undefined) return own;
    const [there, laidOut] = [set.get(anchor), places.get(anchor)];
    if (there === undefined || laidOut === undefined) return own;
    return { x: there.x + own.x - laidOut.x, y: there.y + own.y - laidOut.y };
  };
  const taken = [...set.values()];
  return {
    ...definition,
    blocks: blocks.map((block) => {
      if (block.position !== undefined) return { ...block, position: block.position };
      const position = set.size === 0 ? placeOf(block.id) : nextFreePlace(placeOf(block.id), taken);
      taken.push(position);
      return { ...block, position };
    }),
  };
}

/** About a block's size with the room around it. */
const plot = { width: 290, height: 110 };

/** The place, or the next to its right where nothing stands yet. */
function nextFreePlace({ x, y }: Point, taken: readonly Point[]): Point {
  const inRow = taken
    .filter((other) => Math.abs(other.y - y) < plot.height)
    .toSorted((one, other) => one.x - other.x);
  const free = inRow.reduce(
    (at, other) => (Math.abs(other.x - at) < plot.width ? other.x + plot.width : at),
    x,
  );
  return { x: free, y };
}
