import type { Edge } from "@dagrejs/dagre";
import { Graph, layout } from "@dagrejs/dagre";
import type { CanvasBlock, Definition } from "../api/workflows.ts";
import type { Kinds } from "./graph.ts";
import { edgeKey, edgesFrom } from "./graph.ts";
import { portsOf, sizeOf } from "./ports.ts";

export interface Point {
  x: number;
  y: number;
}

/** Above this many blocks the better ranking would take seconds. */
const maxForBetterRanking = 300;
/** With more rows below ends, all taken together, keeping them free would take seconds. */
const maxRowsBelowEnds = 4_000;

/**
 * A place for every block, from top to bottom, by dagre: in each row from left to right as the branches
 * lead there.
 */
export function tidyPlaces(definition: Definition, kinds: Kinds): Map<string, Point> {
  const { blocks, edges } = definition;
  const graph: Drawn = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "TB",
    nodesep: 48,
    ranksep: 76,
    ranker: blocks.length > maxForBetterRanking ? "longest-path" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const outgoing = edgesFrom(definition);
  const places = new Map<string, number>();
  for (const block of blocks) {
    const ports = portsOf(kinds, block, outgoing.get(block.id) ?? []);
    graph.setNode(block.id, sizeOf(ports));
    for (const [place, { branch }] of ports.entries()) {
      places.set(edgeKey({ from: block.id, branch }), place);
    }
  }
  for (const { from, to, branch } of edges) {
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, {}, branch);
  }
  endLast(graph);
  layout(graph, {
    customOrder: (rows: unknown) => asBranchesLead(rows as Drawn, places),
  });
  return new Map(
    blocks.map(({ id }) => {
      const { x = 0, y = 0, width, height } = graph.node(id);
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

type Drawn = Graph<object, Node, object>;

/**
 * An end that several ways lead to stands below all that end by themselves, and below each of those it
 * is kept free: the ways to it go around them. Of several such ends that one is last whose ways part
 * first.
 */
function endLast(graph: Drawn): void {
  const ends = graph.sinks();
  const isShared = (id: string): boolean => (graph.predecessors(id) ?? []).length > 1;
  if (!ends.some(isShared) || ends.length * graph.nodeCount() > maxRowsBelowEnds) return;
  const passed = alwaysPassed(graph);
  const passedBefore = (id: string): number => passed.get(id)?.size ?? 0;
  const shared = ends
    .filter(isShared)
    .toSorted((one: string, other: string) => passedBefore(other) - passedBefore(one));
  const above = ends.filter((id: string) => !isShared(id));
  for (const id of shared) {
    for (const other of above) graph.setEdge(other, id, { weight: 0 });
    above.push(id);
  }
}

/** The blocks that every way to a block passes, itself among them (its dominators). */
function alwaysPassed(graph: Drawn): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = new Set<string>(graph.sources());
  for (const id of reached) for (const next of graph.successors(id) ?? []) reached.add(next);
  const passed = new Map<string, Set<string>>();
  let isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (const id of reached) {
      const before: string[] = graph.predecessors(id) ?? [];
      const [first = new Set<string>(), ...others] = before.flatMap((one) => passed.get(one) ?? []);
      const common = [...first].filter((one) => others.every((other) => other.has(one)));
      isChanged ||= common.length + 1 !== passed.get(id)?.size;
      passed.set(id, new Set([...common, id]));
    }
  }
  return passed;
}

interface Node extends Size, Partial<Point> {
  rank?: number;
  order?: number;
  /** Of a place on an edge that leads past a row: that edge. */
  edgeObj?: Edge;
}

/**
 * Orders each row by who gets there first on a walk that takes each block's branches from left to
 * right: those of one block never cross, as they may when fewer crossings in all are sought.
 */
function asBranchesLead(graph: Drawn, places: ReadonlyMap<string, number>): void {
  const lengths = new Map<number, number>();
  const seen = new Set<string>();
  const placeOf = (edge: Edge): number => {
    const { v, name = "" } = graph.node(edge.w).edgeObj ?? edge;
    return places.get(edgeKey({ from: v, branch: name })) ?? Infinity;
  };
  const walk = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const node = graph.node(id);
    const { rank = 0 } = node;
    node.order = lengths.get(rank) ?? 0;
    lengths.set(rank, node.order + 1);
    const next = (graph.outEdges(id) ?? []).toSorted(
      (one: Edge, other: Edge) => placeOf(one) - placeOf(other),
    );
    for (const { w } of next) walk(w);
  };
  const rankOf = (id: string): number => graph.node(id).rank ?? 0;
  for (const id of graph
    .nodes()
    .toSorted((one: string, other: string) => rankOf(one) - rankOf(other)))
    walk(id);
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
