import type { Point } from "./layout.ts";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How an edge goes, wherever its ends are dragged. */
export interface Route {
  /** The column that it takes past other blocks; undefined: it goes across once. */
  corridor: number | undefined;
  /** How many other branches of its block go across above it. */
  above: number;
}

/** What an edge keeps from blocks that it passes, and leaves below and above those it joins. */
const clearance = 22;
const radius = 12;
/** Between two branches of a block that go across on the same side. */
const gap = 10;

/** A column in which an edge can go down (or up). */
export interface Column {
  x: number;
  /** Undefined where that is its plain way: across once, in the middle. */
  corridor: number | undefined;
  /** How far it goes across. */
  length: number;
}

/** More are never looked at: the next is always further away. */
const maxColumns = 12;

/**
 * Where an edge can go without running behind other blocks: the plain way, if that is free, or else the
 * free columns, the nearest first. None: it is drawn the plain way all the same.
 */
export function columnsOf(from: Point, to: Point, boxes: readonly Box[]): Column[] {
  const [top, bottom] = [from.y + clearance, to.y - clearance];
  const isUpwards = bottom < top;
  const [low, high] = [Math.min(top, bottom), Math.max(top, bottom)];
  const between = boxes.filter(({ y, height }) => y < high && y + height > low);
  const isFree = (x: number) =>
    between.every((box) => x < box.x - clearance / 2 || x > box.x + box.width + clearance / 2);
  const middle = (from.y + to.y) / 2;
  if (!isUpwards && isPlainFree(from, to, middle, between)) {
    return [{ x: to.x, corridor: undefined, length: Math.abs(from.x - to.x) }];
  }
  const columns = [
    from.x,
    to.x,
    ...between.flatMap(({ x, width }) => [x - clearance, x + width + clearance]),
  ];
  return [...new Set(columns)]
    .filter(isFree)
    .map((x) => ({ x, corridor: x, length: Math.abs(from.x - x) + Math.abs(to.x - x) }))
    .toSorted((one, other) => one.length - other.length)
    .slice(0, maxColumns);
}

/** How far down an edge first goes across. */
function turnOf(from: Point, to: Point, { corridor, above }: Route): number {
  const free = from.y + clearance + above * gap;
  return corridor === undefined ? Math.max((from.y + to.y) / 2, Math.min(free, to.y - gap)) : free;
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

/** Down, across (to the column, along it, across again) and down to the end. */
export function cornersOf(from: Point, to: Point, route: Route): Point[] {
  const turn = turnOf(from, to, route);
  const { corridor } = route;
  if (corridor === undefined) {
    return [from, { x: from.x, y: turn }, { x: to.x, y: turn }, to];
  }
  const bottom = to.y - clearance;
  return [
    from,
    { x: from.x, y: turn },
    { x: corridor, y: turn },
    { x: corridor, y: bottom },
    { x: to.x, y: bottom },
    to,
  ];
}

/** The path with rounded corners, and where its label stands: halfway along its middle part. */
export function pathOf(from: Point, to: Point, route: Route): [string, number, number] {
  const corners = cornersOf(from, to, route);
  const middle = Math.floor(corners.length / 2);
  const [before, after] = [corners[middle - 1] ?? from, corners[middle] ?? to];
  return [rounded(corners), (before.x + after.x) / 2, (before.y + after.y) / 2];
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
