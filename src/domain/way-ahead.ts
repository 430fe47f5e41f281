import type { Graph } from "./graph.ts";

/** What can be said of whether a run will come to a block, before it has begun. */
export interface Ahead {
  /** Every way through the graph leads there: no branch goes around it. */
  isSure: boolean;
  /** Every way there leads through a wait: what happens meanwhile may end the run first. */
  isLater: boolean;
}

/**
 * How sure it is that a run comes to these blocks, in the order in which it may come to them; those
 * that no way leads to are missing.
 */
export function wayAhead(graph: Graph, ids: readonly string[]): Map<string, Ahead> {
  const start = graph.blocks.find(({ role }) => role === "start")?.id;
  if (start === undefined) return new Map();
  const next = new Map<string, string[]>();
  for (const { from, to } of graph.edges) next.set(from, [...(next.get(from) ?? []), to]);
  const waits = new Set(graph.blocks.filter(({ role }) => role === "wait").map(({ id }) => id));
  const atOnce = reached(start, next, (id) => waits.has(id));
  const asked = new Set(ids);
  const ahead = [...reached(start, next, () => false)].filter((id) => asked.has(id));
  return new Map(
    ahead.map((id): [string, Ahead] => [
      id,
      { isSure: !canMiss(start, next, id), isLater: !atOnce.has(id) },
    ]),
  );
}

type Next = ReadonlyMap<string, readonly string[]>;

/** The blocks that a way leads to which goes no further than `endsAt` says. */
function reached(start: string, next: Next, endsAt: (id: string) => boolean): Set<string> {
  const seen = new Set([start]);
  for (const id of seen) {
    if (endsAt(id)) continue;
    for (const to of next.get(id) ?? []) seen.add(to);
  }
  return seen;
}

/** Whether a run can end, or go round for ever, without coming to a block. */
function canMiss(start: string, next: Next, block: string): boolean {
  if (start === block) return false;
  const without = reached(start, next, (id) => id === block);
  without.delete(block);
  // Taken away from its ends, as far as all that follows is taken away: what stays goes round.
  const open = new Map<string, number>();
  const before = new Map<string, string[]>();
  for (const id of without) {
    const following = (next.get(id) ?? []).filter((to) => to !== block);
    if ((next.get(id) ?? []).length === 0) return true;
    open.set(id, following.length);
    for (const to of following) before.set(to, [...(before.get(to) ?? []), id]);
  }
  const taken = [...without].filter((id) => open.get(id) === 0);
  for (const id of taken) {
    for (const from of before.get(id) ?? []) {
      const left = (open.get(from) ?? 0) - 1;
      open.set(from, left);
      if (left === 0) taken.push(from);
    }
  }
  return taken.length < without.size;
}
