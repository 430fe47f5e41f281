import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { goalBody } from "../../src/contract/api/goal.ts";
import { scopes } from "../../src/contract/scopes.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { changeGoal } from "../../src/services/goals/workflow.ts";
import { changeHoldout } from "../../src/services/holdouts/workflow.ts";
import { apiProcess } from "../support/api-process.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";

const people = Array.from({ length: 300 }, (_, index) => `p${index}@example.com`);

test("an API that is killed again and again: each start is a run or held out, once, and each purchase one conversion", async () => {
  const { url: DATABASE_URL, db } = await testDatabase();
  const context = contextOf(db);
  const { key } = await createApiKey(context, { name: "test", scopes }, { scopes });
  const { id } = await makeWorkflow(db, { bindings: [{ ...startOnOrder, eventTypeKey: "cart" }] });
  await db.query(
    `insert into event_types (id, key, name, category, source)
     values (gen_random_uuid(), 'paid', 'paid', 'other', 'api')`,
  );
  const window = { every: 7, unit: "days" };
  const value = { kind: "fixed", amount: 1, currency: "EUR" };
  await changeGoal(context, id, goalBody.parse({ eventTypeKey: "paid", window, value }));
  await changeHoldout(context, id, { percent: 50 });

  let api = await apiProcess({ DATABASE_URL });
  /** As a producer does: until it has an answer, under the same message id. */
  const send = async (eventTypeKey: string, address: string): Promise<void> => {
    const body = {
      eventTypeKey,
      keyValue: address,
      params: { Email: address },
      messageId: `${eventTypeKey}/${address}`,
    };
    for (;;) {
      const answer = await fetch(`${api.url}/api/v1/event`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      }).catch(() => null);
      if (answer?.ok === true) return;
      await sleep(20);
    }
  };
  const sendAll = async (eventTypeKey: string): Promise<void> => {
    const queue = [...people];
    const lane = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        await send(eventTypeKey, next);
      }
    };
    let isDone = false;
    const killing = (async (): Promise<void> => {
      for (let kills = 0; kills < 4; kills++) {
        const left = queue.length;
        while (!isDone && queue.length > left - 40) await sleep(1);
        if (isDone) return;
        api.child.kill("SIGKILL");
        await api.exited;
        api = await apiProcess({ DATABASE_URL });
      }
    })();
    await Promise.all(Array.from({ length: 8 }, lane));
    isDone = true;
    await killing;
  };
  await sendAll("cart");
  await sendAll("paid");

  const [counts] = await db.query<{
    runs: number;
    held: number;
    starts: number;
    conversions: number;
    ofHeld: number;
  }>(
    `select (select count(*) from runs)::int as runs, (select count(*) from holdouts)::int as held,
            (select count(*) from (select contact_id from runs
                                   union select contact_id from holdouts) s)::int as starts,
            (select count(*) from conversions)::int as conversions,
            (select count(*) from conversions c join holdouts h on h.contact_id = c.contact_id
              where c.held_out)::int as "ofHeld"`,
  );
  expect(counts).toMatchObject({ starts: people.length, conversions: people.length });
  expect((counts?.runs ?? 0) + (counts?.held ?? 0)).toBe(people.length);
  expect(counts?.ofHeld).toBe(counts?.held);
});
