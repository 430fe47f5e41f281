import type { CanvasBlock, CanvasEdge, Definition } from "../../../api/workflows.ts";
import { edgeKey } from "../../../canvas/graph.ts";
import { sameJson } from "../../../json/same-json.ts";

/** Where both sides changed the same thing differently. */
export type Conflict =
  | { about: "block"; id: string; what: "name" | "note" | "settings" | "deleted" | "added" }
  | { about: "edge"; id: string; branch: string }
  | { about: "settings" };

export interface Merged {
  definition: Definition;
  conflicts: Conflict[];
}

type Side = "ours" | "theirs";

/**
 * What two people made of one draft, put together: block by block by id, and in a block its kind,
 * name, note, settings and place each for itself; edges by where they start. What only one side
 * changed is taken from it; what both did differently is a conflict, for which `prefer` stands in.
 * A block's place is never one: the preferred side's is taken.
 */
export function merge(
  base: Definition,
  ours: Definition,
  theirs: Definition,
  prefer: Side = "ours",
): Merged {
  const conflicts: Conflict[] = [];
  const choose = <T>(sides: Sides<T>, conflict?: Conflict): T => {
    if (sameJson(sides.ours, sides.theirs) || sameJson(sides.theirs, sides.base)) return sides.ours;
    if (sameJson(sides.ours, sides.base)) return sides.theirs;
    if (conflict !== undefined) conflicts.push(conflict);
    return sides[prefer];
  };
  const blocks = mergeLists(
    { base: base.blocks, ours: ours.blocks, theirs: theirs.blocks },
    ({ id }) => id,
    (sides, id) => mergeBlock(sides, id, choose, (conflict) => conflicts.push(conflict), prefer),
  );
  const present = new Set(blocks.map(({ id }) => id));
  const edges = mergeLists(
    { base: base.edges, ours: ours.edges, theirs: theirs.edges },
    edgeKey,
    (sides) => {
      const one = (sides.ours ?? sides.theirs ?? sides.base) as CanvasEdge;
      return choose(sides, { about: "edge", id: one.from, branch: one.branch });
    },
  ).filter(({ from, to }) => present.has(from) && present.has(to));
  const settings = choose(
    { base: base.settings, ours: ours.settings, theirs: theirs.settings },
    { about: "settings" },
  );
  return {
    definition: { blocks, edges, ...(settings !== undefined && { settings }) },
    conflicts: conflicts.filter((one) => one.about !== "edge" || present.has(one.id)),
  };
}

interface Sides<T> {
  base: T;
  ours: T;
  theirs: T;
}

type Choose = <T>(sides: Sides<T>, conflict?: Conflict) => T;

function mergeBlock(
  { base, ours, theirs }: Sides<CanvasBlock | undefined>,
  id: string,
  choose: Choose,
  report: (conflict: Conflict) => void,
  prefer: Side,
): CanvasBlock | undefined {
  if (ours === undefined || theirs === undefined) {
    const left = ours ?? theirs;
    // Deleted on one side: what the other did to it must not be lost unseen; a new place may.
    if (base === undefined || left === undefined) return left;
    if (sameJson(faceOf(left), faceOf(base))) return undefined;
    report({ about: "block", id, what: "deleted" });
    return prefer === "ours" ? ours : theirs;
  }
  if (base === undefined && !sameJson(faceOf(ours), faceOf(theirs))) {
    report({ about: "block", id, what: "added" });
    return prefer === "ours" ? ours : theirs;
  }
  const part = <Key extends keyof CanvasBlock>(key: Key, what?: "name" | "note" | "settings") =>
    choose<CanvasBlock[Key] | undefined>(
      { base: base?.[key], ours: ours[key], theirs: theirs[key] },
      what && { about: "block", id, what },
    );
  const [name, note, position] = [part("name", "name"), part("note", "note"), part("position")];
  const merged: CanvasBlock = {
    id,
    kind: part("kind") ?? ours.kind,
    ...(name !== undefined && { name }),
    ...(note !== undefined && { note }),
    config: part("config", "settings") ?? ours.config,
    ...(position !== undefined && { position }),
  };
  return sameJson(merged, ours) ? ours : merged;
}

function faceOf(block: CanvasBlock) {
  return { ...block, position: undefined };
}

/** Items in our order, then those that only they have; an item that is merged to nothing is left out. */
function mergeLists<Item>(
  { base, ours, theirs }: Sides<readonly Item[]>,
  keyOf: (item: Item) => string,
  mergeItem: (sides: Sides<Item | undefined>, key: string) => Item | undefined,
): Item[] {
  const index = (list: readonly Item[]) => new Map(list.map((item) => [keyOf(item), item]));
  const [inBase, inOurs, inTheirs] = [index(base), index(ours), index(theirs)];
  const keys = new Set([...inOurs.keys(), ...inTheirs.keys()]);
  return [...keys].flatMap((key) => {
    const item = mergeItem(
      { base: inBase.get(key), ours: inOurs.get(key), theirs: inTheirs.get(key) },
      key,
    );
    return item === undefined ? [] : [item];
  });
}
