import { expect, test } from "vitest";
import { newBulkAction } from "../../src/contract/api/bulk-action.ts";
import { getBulkAction } from "../../src/services/bulk-actions/bulk-actions.ts";
import { requestBulkAction } from "../../src/services/bulk-actions/request.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const count = 20_000;

test("workers that are killed while they replay events start each once, and count each once", async () => {
  const { db, settings } = await stack({ worker: false });
  const { bindings } = await makeWorkflow(db);
  const [bindingId = ""] = bindings;
  // Where no dispatcher takes from, so that no worker hands them to Temporal.
  await db.query(`create function to_nowhere() returns trigger language plpgsql as
                    $$ begin new.lane := 'nowhere'; return new; end $$`);
  await db.query(
    "create trigger to_nowhere before insert on runs for each row execute function to_nowhere()",
  );
  await db.query(
    `with people as (
       insert into contacts (id, source) select make_uuid7(), 'api' from generate_series(1, $1::int) returning id)
     insert into events (id, type_id, key_value, params, contact_id, identities, source, received_at)
     select make_uuid7(), (select id from event_types where key = 'order'), 'A-1', '{}', id, '[]',
            'api', clock_timestamp() from people`,
    [count],
  );
  await db.query("analyze events");
  const context = contextOf(db);
  const wanted = {
    action: "replay",
    bindingId,
    events: { from: new Date(Date.now() - 3_600_000).toISOString() },
    reason: "the filter was wrong",
  };
  const { id } = await requestBulkAction(context, newBulkAction.parse(wanted));
  const state = async () => {
    const [row] = await db.query<{
      runs: number;
      events: number;
      decided: number;
      changed: number;
      looked: number;
      state: string;
    }>(
      `select (select count(*) from runs) as runs, (select count(distinct event_id) from runs) as events,
              (select count(*) from event_decisions where outcome = 'launched') as decided,
              changed, looked_at as looked, state
         from bulk_actions where id = $1`,
      [id],
    );
    return row ?? { runs: 0, events: 0, decided: 0, changed: 0, looked: 0, state: "" };
  };
  for (let kill = 1; kill <= 3; kill++) {
    const before = (await state()).runs;
    const doomed = await workerProcess(settings);
    await eventually("some runs", async () => (await state()).runs > before);
    await doomed.kill();
    // A page and its note are committed together, or neither.
    const { runs, changed, decided } = await state();
    expect({ runs, decided }).toEqual({ runs: changed, decided: changed });
    // The dead worker's lease would hold up the next for a minute.
    await db.query("update bulk_actions set lease_until = null where id = $1", [id]);
  }
  await workerProcess(settings);
  await eventually("the end", async () => (await getBulkAction(context, id)).state === "done");
  expect(await state()).toEqual({
    runs: count,
    events: count,
    decided: count,
    changed: count,
    looked: count,
    state: "done",
  });
});
