import { expect, test } from "vitest";
import { newBulkAction } from "../../../src/contract/api/bulk-action.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import {
  cancelBulkAction,
  getBulkAction,
} from "../../../src/services/bulk-actions/bulk-actions.ts";
import { carryOutBulkActions } from "../../../src/services/bulk-actions/carry-out.ts";
import { requestBulkAction } from "../../../src/services/bulk-actions/request.ts";
import { afterwards } from "../../support/afterwards.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";

test.each(["retry", "stop", "pause"] as const)(
  "a bulk action that is cancelled before its first page does nothing: %s",
  async (action) => {
    const { db } = await testDatabase();
    const ingest = createIngest(db);
    afterwards(() => ingest.close());
    const { id: workflowId } = await makeWorkflow(db);
    await ingest.ingest([incoming({ typeKey: "order" })]);
    if (action === "retry") {
      await db.query("update runs set status = 'failed', ended_at = now() - interval '1 minute'");
    }
    const context = contextOf(db);
    const body = newBulkAction.parse({ action, runs: { workflowId }, reason: "a test" });
    const { id, found } = await requestBulkAction(context, body);
    expect(found).toBe(1);
    await cancelBulkAction(context, id);
    await carryOutBulkActions(context, new AbortController().signal);
    expect(await getBulkAction(context, id)).toMatchObject({ state: "cancelled", changed: 0 });
    for (const table of ["run_retries", "run_signals", "paused_runs"]) {
      expect(await db.query(`select 1 from ${table}`)).toEqual([]);
    }
  },
);
