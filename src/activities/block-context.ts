import type { BlockContext } from "../blocks/block.ts";
import type { Sql } from "../db/database.ts";
import { latestOrderOf, orderByExternalId } from "../db/orders-for-runs.ts";
import { factsOf } from "../db/run-facts.ts";
import type { RunRecord } from "../db/run-rows.ts";
import { setRunOrder } from "../db/run-rows.ts";
import { addMember, removeMember } from "../db/segment-membership.ts";
import type { Facts } from "../domain/facts.ts";
import type { Step } from "../domain/plan.ts";

/** What a block may do, inside the transaction of its step. */
export function blockContext(sql: Sql, run: RunRecord, step: Step): BlockContext {
  let facts: Promise<Facts> | undefined;
  return {
    now: new Date(step.at),
    facts: () => (facts ??= factsOf(sql, run)),
    addToSegment: (name) => addMember(sql, name, run.contactId),
    removeFromSegment: (name) => removeMember(sql, name, run.contactId),
    attachOrder: async (which) => {
      const order =
        which === "latest"
          ? await latestOrderOf(sql, run.contactId)
          : await orderByExternalId(sql, which.externalId);
      if (order === undefined) return null;
      await setRunOrder(sql, run.id, order.id);
      return { externalId: order.externalId };
    },
  };
}
