import type { PromoCodesCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import { assignCode } from "../../db/messages/promo-codes.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import type { Step } from "../../domain/plan.ts";

export function promoCodesCapability(sql: Sql, run: RunRecord, step: Step): PromoCodesCapability {
  const { blockId, visit } = step;
  const recipient = { runId: run.id, blockId, visit, contactId: run.contactId };
  return {
    // A test takes no code away from anybody.
    give: (pool) =>
      run.test === null ? assignCode(sql, pool, recipient) : Promise.resolve("TEST-CODE"),
  };
}
