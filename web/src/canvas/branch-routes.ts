import type { CanvasEdge } from "../api/workflows.ts";
import type { Kinds } from "./graph.ts";
import { edgesFrom } from "./graph.ts";
import type { PlacedBlock, PlacedDefinition, Point } from "./layout.ts";
import type { Port } from "./ports.ts";
import { portsOf, sizeOf } from "./ports.ts";
import type { Box, Column, Route } from "./route.ts";
import { columnsOf } from "./route.ts";

export type BlockBox = Box & { block: PlacedBlock; ports: readonly Port[] };

/** What each block covers, with its ports, by its id. */
export function boxesOf(definition: PlacedDefinition, kinds: Kinds): Map<string, BlockBox> {
  const outgoing = edgesFrom(definition);
  return new Map(
    definition.blocks.map((block) => {
      const ports = portsOf(kinds, block, outgoing.get(block.id) ?? []);
      return [block.id, { block, ports, ...block.position, ...sizeOf(ports) }];
    }),
  );
}

export interface Way extends Route {
  from: Point;
  to: Point;
}

/** The way of each edge past the blocks between its ends, and clear of the other branches of its block. */
export function routesOf(
  definition: PlacedDefinition,
  boxes: ReadonlyMap<string, BlockBox>,
): Map<CanvasEdge, Way> {
  const all = [...boxes.values()];
  const routes = new Map<CanvasEdge, Way>();
  for (const [id, edges] of edgesFrom(definition)) {
    const source = boxes.get(id);
    if (source === undefined) continue;
    const branches = edges
      .flatMap((edge) => {
        const target = boxes.get(edge.to);
        if (target === undefined) return [];
        const from = portOf(source, edge.branch);
        const to = { x: target.x + target.width / 2, y: target.y };
        return [{ edge, from, to, columns: columnsOf(from, to, all) }];
      })
      .toSorted((one, other) => one.from.x - other.from.x);
    const columns = inOrder(branches.map((branch) => branch.columns));
    const ways = branches.map(({ from, to }, place): Way => {
      return { from, to, corridor: columns[place]?.corridor, above: 0 };
    });
    for (const [place, { edge }] of branches.entries()) {
      const way = ways[place] as Way;
      routes.set(edge, { ...way, above: countAbove(way, ways) });
    }
  }
  return routes;
}

/**
 * Of each branch a column, in the order of the branches: the shortest ways in all that have it. Where
 * none do, each has its own shortest.
 */
function inOrder(branches: readonly (readonly Column[])[]): (Column | undefined)[] {
  let ways: { columns: Column[]; length: number }[] = [{ columns: [], length: 0 }];
  for (const columns of branches) {
    ways = columns.flatMap((column) => {
      const before = ways
        .filter((way) => (way.columns.at(-1)?.x ?? -Infinity) <= column.x)
        .toSorted((one, other) => one.length - other.length)[0];
      if (before === undefined) return [];
      return [{ columns: [...before.columns, column], length: before.length + column.length }];
    });
  }
  const best = ways.toSorted((one, other) => one.length - other.length)[0];
  return best?.columns ?? branches.map(([first]) => first);
}

/** Those that go across to the same side and begin further to it: this one passes below them. */
function countAbove(way: Way, ways: readonly Way[]): number {
  const side = sideOf(way);
  return ways.filter((one) => sideOf(one) === side && (one.from.x - way.from.x) * side > 0).length;
}

/** To which side it goes across first: -1 left, 1 right, 0 straight down. */
function sideOf({ from, to, corridor = to.x }: Way): number {
  return Math.sign(Math.round(corridor - from.x));
}

function portOf({ x, y, width, height, ports }: BlockBox, branch: string): Point {
  const index = Math.max(
    0,
    ports.findIndex((port) => port.branch === branch),
  );
  return { x: x + ((index + 0.5) * width) / Math.max(ports.length, 1), y: y + height };
}
