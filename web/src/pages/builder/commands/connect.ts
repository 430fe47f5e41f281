import type { Definition } from "../../../api/workflows.ts";
import type { Kinds, Way } from "../../../canvas/graph.ts";
import { isStart, reachedFrom, waysOut } from "../../../canvas/graph.ts";

/** Leads a way to a block; where it led before is forgotten. */
export function connect(definition: Definition, { from, branch }: Way, to: string): Definition {
  const former = definition.edges.find((edge) => edge.from === from && edge.branch === branch);
  if (former?.to === to) return definition;
  const edge = { from, to, branch };
  const edges =
    former === undefined
      ? [...definition.edges, edge]
      : definition.edges.map((one) => (one === former ? edge : one));
  return { ...definition, edges };
}

export function disconnect(definition: Definition, ways: readonly Way[]): Definition {
  const edges = definition.edges.filter(
    (edge) => !ways.some(({ from, branch }) => edge.from === from && edge.branch === branch),
  );
  return edges.length === definition.edges.length ? definition : { ...definition, edges };
}

/** Why a way can't lead to a block; null when it can. */
export function whyNot(
  definition: Definition,
  kinds: Kinds,
  { from, branch }: Way,
  to: string,
): string | null {
  const source = definition.blocks.find(({ id }) => id === from);
  const target = definition.blocks.find(({ id }) => id === to);
  if (source === undefined || target === undefined) return "the block is not there any more";
  if (isStart(kinds, target)) return "nothing can lead into the start";
  if (kinds.has(source.kind) && !waysOut(kinds, source).includes(branch)) {
    return `it has no way "${branch}"`;
  }
  if (leadingTo(definition, kinds, { from, branch }).has(to)) {
    return "the loop would never end: a loop needs a wait in it";
  }
  return null;
}

/** All blocks that a way can lead to. */
export function targetsOf(definition: Definition, kinds: Kinds, way: Way): Set<string> {
  const loops = leadingTo(definition, kinds, way);
  const allowed = definition.blocks.filter(
    (block) => !isStart(kinds, block) && !loops.has(block.id),
  );
  return new Set(allowed.map(({ id }) => id));
}

/** Blocks from which a way's own block is reached without a wait: leading there makes an endless loop. */
function leadingTo({ blocks, edges }: Definition, kinds: Kinds, way: Way): Set<string> {
  const waits = new Set(
    blocks.flatMap((block) => (kinds.get(block.kind)?.role === "wait" ? [block.id] : [])),
  );
  if (waits.has(way.from)) return new Set();
  // Backwards, and without what the way itself leads to so far.
  const inner = edges.filter(
    ({ from, to, branch }) =>
      !waits.has(from) && !waits.has(to) && !(from === way.from && branch === way.branch),
  );
  const backwards = inner.map(({ from, to, branch }) => ({ from: to, to: from, branch }));
  return reachedFrom({ blocks, edges: backwards }, way.from).add(way.from);
}
