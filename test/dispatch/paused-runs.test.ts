import { expect, test } from "vitest";
import { newBulkAction } from "../../src/contract/api/bulk-action.ts";
import { updateWorkflowBody } from "../../src/contract/api/workflow.ts";
import { claimRuns } from "../../src/db/queue/claim-runs.ts";
import { dispatchBacklog } from "../../src/db/queue/dispatch-backlog.ts";
import { stopUnstarted } from "../../src/db/queue/dispatch-queue.ts";
import { required } from "../../src/domain/required.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { carryOutBulkActions } from "../../src/services/bulk-actions/carry-out.ts";
import { requestBulkAction } from "../../src/services/bulk-actions/request.ts";
import { stopRun } from "../../src/services/runs/by-hand.ts";
import { publishWorkflow } from "../../src/services/workflows/publish.ts";
import { getWorkflow, updateWorkflow } from "../../src/services/workflows/workflows.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";

async function threePending() {
  const { db } = await testDatabase();
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const { id } = await makeWorkflow(db);
  const people = ["a@example.com", "b@example.com", "c@example.com"];
  await ingest.ingest(people.map((one) => incoming({ typeKey: "order", email: one })));
  const context = contextOf(db);
  const act = async (action: "pause" | "resume" | "move" | "stop") => {
    const body = newBulkAction.parse({ action, runs: { workflowId: id }, reason: "a test" });
    await requestBulkAction(context, body);
    await carryOutBulkActions(context, new AbortController().signal);
  };
  const rooms = ["database", "email"].map((place) => ({ place, room: 10 }));
  const claim = () => claimRuns(db, rooms, 30);
  const backlog = async () =>
    (await dispatchBacklog(db)).find(({ kind }) => kind === "run")?.waiting;
  return { db, id, context, act, claim, backlog };
}

test("pending runs that are paused are claimed by nobody, and are no backlog, until they are resumed", async () => {
  const { act, claim, backlog } = await threePending();
  expect(await backlog()).toBe(3);
  await act("pause");
  expect(await claim()).toEqual([]);
  expect(await backlog()).toBe(0);
  await act("resume");
  expect(await claim()).toHaveLength(3);
});

test("those that are stopped while they are paused never begin", async () => {
  const { db, act, claim } = await threePending();
  await act("pause");
  await act("stop");
  expect(await stopUnstarted(db)).toBe(3);
  expect(await claim()).toEqual([]);
  expect(await db.query("select 1 from paused_runs")).toEqual([]);
});

test("one that was offered to Temporal before it was paused is claimed again to be stopped", async () => {
  const { db, context, act, claim } = await threePending();
  const [first] = await claim();
  const { id } = required(first, "a claimed run");
  await db.query("update runs set lease_until = null");
  await act("pause");
  expect(await claim()).toEqual([]);
  await stopRun(context, id, "over");
  await stopUnstarted(db);
  expect((await claim()).map((run) => run.id)).toEqual([id]);
});

test("pending runs are moved to a new version before they begin, paused or not, and wait in its lane", async () => {
  const { db, id, context, act, claim } = await threePending();
  await act("pause");
  const { draftRevision } = await getWorkflow(context, id);
  const draft = inARow(email("mail", "New"));
  await updateWorkflow(context, id, updateWorkflowBody.parse({ draft, draftRevision }));
  await publishWorkflow(context, id);
  await act("move");
  expect(await db.query("select distinct lane from runs")).toEqual([{ lane: "paused:email" }]);
  await act("resume");
  const claimed = await claim();
  expect(claimed.map(({ version, cursor }) => [version, cursor])).toEqual(
    [1, 2, 3].map(() => [2, null]),
  );
});
