import type { WrittenPlan } from "./plan.ts";

/** Kinds at which a run stops to wait: nothing behind them is performed with them. */
export const waitingKinds: ReadonlySet<string> = new Set([
  "delay",
  "waitUntil",
  "timeWindow",
  "waitForEvent",
]);

const longest = 200;

/**
 * One line for the blocks that are performed together from a block on, as far as its plan tells: up to
 * a wait, a block that leaves Postgres, the end, or the first that has several ways out ("…").
 */
export function chainSummary({ blocks }: WrittenPlan, from: string): string {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let id = from; ;) {
    const block = blocks[id];
    if (block === undefined || block.kind === "end" || block.place !== "database") break;
    if (seen.has(id) || [...names, block.summary].join(arrow).length > longest) {
      names.push("…");
      break;
    }
    seen.add(id);
    names.push(block.summary);
    if (waitingKinds.has(block.kind)) break;
    const [next, ...others] = new Set(Object.values(block.next));
    if (others.length > 0) names.push("…");
    if (next === undefined || others.length > 0) break;
    id = next;
  }
  return names.join(arrow);
}

const arrow = " → ";
