import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import type { Kinds, Outlet } from "../../../canvas/graph.ts";
import { edgesFrom, reachedFrom } from "../../../canvas/graph.ts";
import type { Point } from "../../../canvas/layout.ts";
import { tidyPlaces } from "../../../canvas/layout.ts";
import { portsOf, sizeOf } from "../../../canvas/ports.ts";

/** Between a block and the one below or beside it, in the canvas's units. */
export const gap = 64;
const maxCoordinate = 1_000_000;

/** A place that can be stored: whole numbers within bounds. */
export function bounded({ x, y }: Point): Point {
  const within = (value: number) =>
    Number.isFinite(value)
      ? Math.round(Math.min(maxCoordinate, Math.max(-maxCoordinate, value)))
      : 0;
  return { x: within(x), y: within(y) };
}

export function moveBlocks(definition: Definition, places: ReadonlyMap<string, Point>): Definition {
  let isMoved = false;
  const blocks = definition.blocks.map((block) => {
    const place = places.get(block.id);
    if (place === undefined) return block;
    const position = bounded(place);
    if (position.x === block.position?.x && position.y === block.position.y) return block;
    isMoved = true;
    return { ...block, position };
  });
  return isMoved ? { ...definition, blocks } : definition;
}

export function tidyUp(definition: Definition, kinds: Kinds): Definition {
  return moveBlocks(definition, tidyPlaces(definition, kinds));
}

export function boxOf(definition: Definition, kinds: Kinds, block: CanvasBlock) {
  const outgoing = edgesFrom(definition).get(block.id) ?? [];
  const { x, y } = block.position ?? { x: 0, y: 0 };
  const ports = portsOf(kinds, block, outgoing);
  return { x, y, ports, ...sizeOf(ports) };
}

/** Below the outlet that it follows, beside whatever stands there already. */
export function placeAfter(
  definition: Definition,
  kinds: Kinds,
  block: CanvasBlock,
  { from, branch }: Outlet,
): Point {
  const source = definition.blocks.find(({ id }) => id === from);
  if (source === undefined) return { x: 0, y: 0 };
  const box = boxOf(definition, kinds, source);
  const { width, height } = sizeOf(portsOf(kinds, block, []));
  const port = box.ports.findIndex((one) => one.branch === branch);
  const middle = box.x + ((Math.max(port, 0) + 0.5) * box.width) / Math.max(box.ports.length, 1);
  const y = box.y + box.height + gap;
  let x = middle - width / 2;
  const row = definition.blocks
    .map((one) => boxOf(definition, kinds, one))
    .filter((one) => one.y < y + height && one.y + one.height > y)
    .toSorted((one, other) => one.x - other.x);
  for (const one of row) {
    if (one.x < x + width + 24 && one.x + one.width + 24 > x) x = one.x + one.width + gap;
  }
  return bounded({ x, y });
}

/** Moves down what comes behind a block, so that there is room for one more above it. */
export function makeRoom(definition: Definition, id: string, upTo: number): Definition {
  const first = definition.blocks.find((block) => block.id === id)?.position;
  if (first === undefined || first.y >= upTo) return definition;
  const behind = reachedFrom(definition, id).add(id);
  const places = definition.blocks.flatMap((block): [string, Point][] => {
    const { position } = block;
    if (!behind.has(block.id) || position === undefined || position.y < first.y) return [];
    return [[block.id, { x: position.x, y: position.y + upTo - first.y }]];
  });
  return moveBlocks(definition, new Map(places));
}
