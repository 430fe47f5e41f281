import fc from "fast-check";
import { expect, test } from "vitest";
import { goalBody } from "../../src/contract/api/goal.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { changeGoal } from "../../src/services/goals/workflow.ts";
import { changeHoldout } from "../../src/services/holdouts/workflow.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

// No sum of sevens is a window's length: what happens takes time, too.
const hours = fc.integer({ min: 1, max: 6 }).map((sevens) => sevens * 7);
const what = fc.constantFrom("cart", "paid", "paid again", "paid, told late");
const story = fc.array(fc.record({ what, hours }), { minLength: 1, maxLength: 10 });
const windows = [24, 72];

test("whatever happens in whatever order, a purchase counts once for each workflow that started, or held out, within its window", async () => {
  const { db } = await testDatabase();
  const ingest = createIngest(db);
  await ingest.ingest([incoming({ typeKey: "paid", email: "nobody@example.com" })]);
  const workflows: string[] = [];
  for (const [index, every] of windows.entries()) {
    const { id } = await makeWorkflow(db, {
      bindings: [{ ...startOnOrder, eventTypeKey: "cart" }],
    });
    const goal = { eventTypeKey: "paid", window: { every, unit: "hours" } };
    await changeGoal(contextOf(db), id, goalBody.parse(goal));
    if (index === 1) await changeHoldout(contextOf(db), id, { percent: 99.9 });
    workflows.push(id);
  }
  let number = 0;
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const email = `p${++number}@example.com`;
      await db.query("delete from conversions");
      const carts: number[] = [];
      const purchases: number[] = [];
      let now = 0;
      let messageId = newId();
      for (const step of steps) {
        now += step.hours;
        const ago = [`${step.hours} hours`];
        await db.query("update runs set created_at = created_at - $1::interval", ago);
        await db.query("update holdouts set at = at - $1::interval", ago);
        if (step.what === "cart") {
          await ingest.ingest([incoming({ typeKey: "cart", email })]);
          carts.push(now);
        } else if (step.what === "paid again") {
          // The same event once more, if there was one.
          if (purchases.length === 0) continue;
          await ingest.ingest([incoming({ typeKey: "paid", email, messageId })]);
        } else {
          // Three hours late, between any two steps.
          const late = step.what === "paid" ? 0 : 3;
          messageId = newId();
          const occurredAt = new Date(Date.now() - late * 3_600_000);
          const event = { typeKey: "paid", email, messageId };
          await ingest.ingest([incoming(late === 0 ? event : { ...event, occurredAt })]);
          purchases.push(now - late);
        }
      }
      for (const [index, length] of windows.entries()) {
        const expected = purchases.filter((at) =>
          carts.some((cart) => cart < at && at - cart < length),
        ).length;
        const [row] = await db.query<{ all: number; held: number }>(
          `select count(*)::int as all, count(*) filter (where held_out)::int as held
             from conversions where workflow_id = $1`,
          [workflows[index]],
        );
        expect(row?.all).toBe(expected);
        // One in a thousand is not held out.
        expect(index === 1 ? [expected, 0] : [0]).toContain(row?.held);
      }
    }),
    { numRuns: 40 },
  );
});
