import type { Point } from "./layout.ts";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What an edge keeps from blocks that it passes, and leaves below and above those it joins. */
const clearance = 22;
const radius = 12;

/**
 * Where an edge that would run behind other blocks goes down (or up) instead: the nearest free
 * column between its ends. Undefined: the plain way is free.
 */
export function corridorOf(from: Point, to: Point, boxes: readonly Box[]): number | undefined {
  const [top, bottom] = [from.y + clearance, to.y - clearance];
  const isUpwards = bottom < top;
  const [low, high] = [Math.min(top, bottom), Math.max(top, bottom)];
  const between = boxes.filter(({ y, height }) => y < high && y + height > low);
  const isFree = (x: number) =>
    between.every((box) => x < box.x - clearance / 2 || x > box.x + box.width + clearance / 2);
  const middle = (from.y + to.y) / 2;
  if (!isUpwards && isPlainFree(from, to, middle, between)) return undefined;
  const columns = [
    from.x,
    to.x,
    ...between.flatMap(({ x, width }) => [x - clearance, x + width + clearance]),
  ];
  const length = (x: number) => Math.abs(from.x - x) + Math.abs(to.x - x);
  return columns.filter(isFree).toSorted((one, other) => length(one) - length(other))[0];
}

/** Down at the start's x to the middle, across, and down at the end's. */
function isPlainFree(from: Point, to: Point, middle: number, boxes: readonly Box[]): boolean {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  return boxes.every(({ x, y, width, height }) => {
    const crosses = (at: number) => at > x - 2 && at < x + width + 2;
    const isAbove = y < middle;
    const isBelow = y + height > middle;
    if (isAbove && crosses(from.x)) return false;
    if (isBelow && crosses(to.x)) return false;
    return !(isAbove && isBelow && x < right && x + width > left);
  });
}

/** Down, across to the column, along it, across to the end, down: with rounded corners. */
export function pathThrough(column: number, from: Point, to: Point): [string, number, number] {
  const [top, bottom] = [from.y + clearance, to.y - clearance];
  const corners = [
    from,
    { x: from.x, y: top },
    { x: column, y: top },
    { x: column, y: bottom },
    { x: to.x, y: bottom },
    to,
  ];
  return [rounded(corners), column, (top + bottom) / 2];
}

function rounded(points: readonly Point[]): string {
  const distinct = points.filter(
    (point, index) => index === 0 || !isNear(point, points[index - 1] as Point),
  );
  return distinct
    .map((point, index) => {
      const [before, after] = [distinct[index - 1], distinct[index + 1]];
      if (before === undefined) return `M ${point.x},${point.y}`;
      if (after === undefined) return `L ${point.x},${point.y}`;
      const start = towards(point, before);
      const end = towards(point, after);
      return `L ${start.x},${start.y} Q ${point.x},${point.y} ${end.x},${end.y}`;
    })
    .join(" ");
}

/** The point on the way from a corner to its neighbour at which the curve begins. */
function towards(corner: Point, neighbour: Point): Point {
  const distance = Math.hypot(neighbour.x - corner.x, neighbour.y - corner.y);
  const share = distance === 0 ? 0 : Math.min(radius, distance / 2) / distance;
  return {
    x: corner.x + (neighbour.x - corner.x) * share,
    y: corner.y + (neighbour.y - corner.y) * share,
  };
}

const isNear = (one: Point, other: Point) =>
  Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1;
