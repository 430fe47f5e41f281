import { ScheduleNotFoundError } from "@temporalio/client";
import { beforeAll, expect, test } from "vitest";
import { createBindingBody } from "../../src/contract/api/binding.ts";
import type { Database } from "../../src/db/core/database.ts";
import { updateWorkspace } from "../../src/db/core/workspace.ts";
import { rfmScheduler } from "../../src/dispatch/rfm-schedule.ts";
import { rfmSettings } from "../../src/domain/rfm.ts";
import { createBinding } from "../../src/services/bindings/bindings.ts";
import { putRfmSettings } from "../../src/services/rfm/rfm.ts";
import { activateWorkflow } from "../../src/services/workflows/status.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { count, segmentOf, startsHere, startsSetup } from "../support/starts.ts";
import type { TestTemporal } from "../support/temporal.ts";
import { testTemporal } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";

let temporal: TestTemporal;
beforeAll(async () => {
  temporal = await testTemporal();
});

/** The settings of RFM, and the schedule as Temporal has it. */
function rfmOf({ db, settings: { taskQueue } }: Awaited<ReturnType<typeof startsSetup>>) {
  const worker = (now = Date.now) => rfmScheduler({ db, client: temporal.client, taskQueue }, now);
  const handle = temporal.client.schedule.getHandle(`rfm/${taskQueue}`);
  const set = async (given: object): Promise<void> => {
    await putRfmSettings(contextOf(db), rfmSettings.parse(given));
  };
  const paused = async () => (await handle.describe()).state.paused;
  /** The next time of the schedule, by a clock. */
  const nextTime = async (timeZone: string): Promise<string | undefined> => {
    const [at] = (await handle.describe()).info.nextActionTimes;
    return at?.toLocaleTimeString("en-GB", { timeZone, timeStyle: "short" });
  };
  return { worker, handle, set, paused, nextTime };
}

test("RFM's schedule is made, changed, paused and made again as its settings and the workspace's clock say", async () => {
  const setup = await startsSetup();
  const { worker, handle, set, paused, nextTime } = rfmOf(setup);
  const tell = worker();
  await tell();
  await expect(handle.describe()).rejects.toThrow(ScheduleNotFoundError);

  await set({ enabled: true });
  await tell();
  expect(await paused()).toBe(false);
  expect(await nextTime("UTC")).toBe("04:00");

  await set({ enabled: true, cron: "30 5 * * *" });
  await updateWorkspace(setup.db, { timeZone: "Asia/Kathmandu" });
  await tell();
  expect(await nextTime("Asia/Kathmandu")).toBe("05:30");

  await set({ enabled: false, cron: "30 5 * * *" });
  await tell();
  expect(await paused()).toBe(true);
  // A worker that has just started tells it once more, which changes nothing.
  await worker()();
  expect(await paused()).toBe(true);

  await set({ enabled: true, cron: "30 5 * * *" });
  await tell();
  expect(await paused()).toBe(false);
});

test("what Temporal has lost, or somebody has changed there, is told again after ten minutes", async () => {
  const setup = await startsSetup();
  const { worker, handle, set, paused } = rfmOf(setup);
  let minutes = 0;
  const tell = worker(() => minutes * 60_000);
  await set({ enabled: true });
  await tell();
  await handle.delete();
  minutes = 9;
  await tell();
  await expect(handle.describe()).rejects.toThrow(ScheduleNotFoundError);
  minutes = 10;
  await tell();
  expect(await paused()).toBe(false);
  await handle.pause();
  minutes = 20;
  await tell();
  expect(await paused()).toBe(false);
});

/** An order of each contact that was delivered so many days ago. */
async function orderEach(db: Database, daysAgo: number): Promise<void> {
  await db.query(
    `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at)
     select make_uuid7(), id::text, id, 'DELIVERED', 20, 'UAH', now() - make_interval(days => $1)
       from contacts`,
    [daysAgo],
  );
}

test("each time of the schedule computes everybody's class, and sends one event for each contact whose class moved", async () => {
  const setup = await startsHere();
  const { db } = setup;
  const { worker, handle, set } = rfmOf(setup);
  await segmentOf(db, "Buyers", 3);
  await orderEach(db, 5);
  const { id: workflowId } = await makeWorkflow(db, { bindings: [], activate: false });
  const start = { role: "start", eventTypeKey: "rfmClassChanged", frequency: { kind: "each" } };
  await createBinding(contextOf(db), workflowId, createBindingBody.parse(start));
  await activateWorkflow(contextOf(db), workflowId);
  await set({ enabled: true, monetary: [100, 200, 500, 1000] });
  await worker()();

  let fired = 0;
  /** A time of the schedule comes, and what it started ends. */
  const fire = async (): Promise<void> => {
    await handle.trigger();
    fired += 1;
    const action = await eventually("the firing", async () => {
      const { numActionsTaken, recentActions } = (await handle.describe()).info;
      return numActionsTaken === fired && recentActions.at(-1)?.action.workflow;
    });
    await temporal.client.workflow
      .getHandle(action.workflowId, action.firstExecutionRunId)
      .result();
  };
  const classes = () =>
    db.query("select class, count(*) as contacts from contact_rfm group by class order by class");

  await fire();
  expect(await classes()).toEqual([{ class: "new", contacts: 3 }]);
  expect(await count(db, "events")).toBe(0);

  await db.query(
    `update orders set ordered_at = now() - interval '200 days'
      where contact_id in (select id from contacts where email not like '1@%')`,
  );
  // The first of them has other scores, and the same class.
  await db.query(
    `update orders set total_cost = 150
      where contact_id in (select id from contacts where email like '1@%')`,
  );
  await fire();
  expect(await classes()).toEqual([
    { class: "new", contacts: 1 },
    { class: "passive", contacts: 2 },
  ]);
  const told = await db.query(
    `select c.email, e.params->>'from' as "from", e.params->>'to' as "to"
       from events e join contacts c on c.id = e.contact_id order by c.email`,
  );
  expect(told).toEqual([
    { email: "2@buyers.example.com", from: "new", to: "passive" },
    { email: "3@buyers.example.com", from: "new", to: "passive" },
  ]);
  await eventually(
    "a run for each",
    async () => (await count(db, "runs where status = 'completed'")) === 2,
  );

  await fire();
  expect(await count(db, "events")).toBe(2);
  expect(await count(db, "runs")).toBe(2);
});
