import { blockKinds } from "../../blocks/registry.ts";
import type { Definition } from "../../contract/definition.ts";
import type { Plan, PlanBlock } from "../../domain/plan.ts";
import { oneLine } from "./summaries.ts";

/**
 * The skeleton that runs are started with, from a definition without problems. The start block
 * does nothing, so a run begins at the block behind it.
 */
export function planOf({ blocks, edges }: Definition): Plan {
  const next = new Map<string, Record<string, string>>();
  for (const { from, branch, to } of edges) next.set(from, { ...next.get(from), [branch]: to });

  const plan: Plan = { first: "", blocks: {} };
  for (const { id, kind, name, config } of blocks) {
    const rules = blockKinds.get(kind);
    if (rules === undefined) throw new Error(`no kind of block is called ${kind}`);
    if (rules.role === "start") {
      plan.first = next.get(id)?.["next"] ?? "";
      continue;
    }
    const block: PlanBlock = {
      kind,
      summary: oneLine(name ?? rules.summary(config)),
      place: rules.place,
      next: next.get(id) ?? {},
    };
    plan.blocks[id] = block;
  }
  return plan;
}
