import type { Definition } from "../../../api/workflows.ts";
import type { Kinds, Outlet } from "../../../canvas/graph.ts";
import { isStart, reachedFrom, blockBranches } from "../../../canvas/graph.ts";

/** Connects an outlet to a block; a former connection of the outlet is replaced. */
export function connect(definition: Definition, { from, branch }: Outlet, to: string): Definition {
  const former = definition.edges.find((edge) => edge.from === from && edge.branch === branch);
  if (former?.to === to) return definition;
  const edge = { from, to, branch };
  const edges =
    former === undefined
      ? [...definition.edges, edge]
      : definition.edges.map((one) => (one === former ? edge : one));
  return { ...definition, edges };
}

export function disconnect(definition: Definition, branches: readonly Outlet[]): Definition {
  const edges = definition.edges.filter(
    (edge) => !branches.some(({ from, branch }) => edge.from === from && edge.branch === branch),
  );
  return edges.length === definition.edges.length ? definition : { ...definition, edges };
}

type ConnectionError = "gone" | "start" | "branch" | "loop";

/** Why an outlet can't be connected to a block; null when it can. */
export function connectionError(
  definition: Definition,
  kinds: Kinds,
  { from, branch }: Outlet,
  to: string,
): ConnectionError | null {
  const source = definition.blocks.find(({ id }) => id === from);
  const target = definition.blocks.find(({ id }) => id === to);
  if (source === undefined || target === undefined) return "gone";
  if (isStart(kinds, target)) return "start";
  if (kinds.has(source.kind) && !blockBranches(kinds, source).includes(branch)) {
    return "branch";
  }
  if (leadingTo(definition, kinds, { from, branch }).has(to)) {
    return "loop";
  }
  return null;
}

/** All blocks that an outlet can be connected to. */
export function targetsOf(definition: Definition, kinds: Kinds, outlet: Outlet): Set<string> {
  const loops = leadingTo(definition, kinds, outlet);
  const allowed = definition.blocks.filter(
    (block) => !isStart(kinds, block) && !loops.has(block.id),
  );
  return new Set(allowed.map(({ id }) => id));
}

/** Blocks from which an outlet's own block is reached without a wait: connecting to them makes an endless loop. */
function leadingTo({ blocks, edges }: Definition, kinds: Kinds, outlet: Outlet): Set<string> {
  const waits = new Set(
    blocks.flatMap((block) => (kinds.get(block.kind)?.role === "wait" ? [block.id] : [])),
  );
  if (waits.has(outlet.from)) return new Set();
  // Backwards, and without the outlet's present edge.
  const inner = edges.filter(
    ({ from, to, branch }) =>
      !waits.has(from) && !waits.has(to) && !(from === outlet.from && branch === outlet.branch),
  );
  const backwards = inner.map(({ from, to, branch }) => ({ from: to, to: from, branch }));
  return reachedFrom({ blocks, edges: backwards }, outlet.from).add(outlet.from);
}
