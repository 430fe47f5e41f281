import { contextOf } from "../support/context.ts";
import { expect, test } from "vitest";
import type { IngestResult } from "../../src/domain/event.ts";
import { stopFanOut } from "../../src/services/fan-outs/fan-outs.ts";
import { pauseWorkflow } from "../../src/services/workflows/status.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import {
  count,
  emptySegment,
  endedFanOut,
  segmentOf,
  startsHere,
  startsSetup,
  theFanOut,
} from "../support/starts.ts";
import { eventually } from "../support/wait.ts";
import { workerHere, workerProcess } from "../support/worker.ts";

const toVip = { ...startOnOrder, forEachMemberOf: { segment: "VIP" } };

const decision = (result: IngestResult | undefined) =>
  result !== undefined && "decisions" in result ? result.decisions[0] : undefined;

test("an event launches one run for each member, with its params, and not for its own contact", async () => {
  const { db, ingest } = await startsHere();
  await segmentOf(db, "VIP", 7);
  const { bindings } = await makeWorkflow(db, { bindings: [toVip] });
  const [result] = await ingest.ingest([incoming({ params: { price: 9 }, messageId: "m-1" })]);
  expect(decision(result)).toMatchObject({ outcome: "fan_out" });
  const id = decision(result)?.fanOutId ?? "";
  expect(decision(result)?.reason).toContain(id);
  expect(await endedFanOut(db, id)).toMatchObject({
    state: "done",
    total: 7,
    done: 7,
    launched: 7,
    failed: 0,
    bindingId: bindings[0],
    segment: { name: "VIP" },
  });
  const events = await db.query(
    "select params, key_value from events where source = 'fan-out' group by 1, 2",
  );
  expect(events).toEqual([{ params: { price: 9 }, key_value: "A-1" }]);
  const [own] = await db.query<{ runs: number }>(
    "select count(*) as runs from runs r join contacts c on c.id = r.contact_id where c.email = 'ada@example.com'",
  );
  expect(own?.runs).toBe(0);
  await eventually(
    "seven runs to end",
    async () => (await count(db, "runs where status = 'completed'")) === 7,
  );
  // Sent again, it gets the first answer, and nothing goes out twice.
  const [again] = await ingest.ingest([incoming({ params: { price: 9 }, messageId: "m-1" })]);
  expect(again?.outcome).toBe("duplicate");
  expect(decision(again)?.fanOutId).toBe(id);
  expect(await count(db, "fan_outs")).toBe(1);
});

test("the frequency counts each member: a second event launches only who has not had a run", async () => {
  const { db, ingest } = await startsHere();
  const segment = await segmentOf(db, "VIP", 3);
  await makeWorkflow(db, { bindings: [{ ...toVip, frequency: { kind: "once" } }] });
  const [first] = await ingest.ingest([incoming()]);
  await endedFanOut(db, decision(first)?.fanOutId ?? "");
  await ingest.ingest([incoming({ typeKey: "other", email: "new@example.com" })]);
  await db.query(
    "insert into segment_members (segment_id, contact_id) select $1, id from contacts where email = 'new@example.com'",
    [segment],
  );
  const [second] = await ingest.ingest([incoming({ keyValue: "A-2" })]);
  const ended = await endedFanOut(db, decision(second)?.fanOutId ?? "");
  expect(ended).toMatchObject({ done: 4, launched: 1 });
  expect(await count(db, "event_decisions where outcome = 'suppressed'")).toBe(3);
});

test("a param names the segment; without it, or of an unknown one, nothing starts, with a reason", async () => {
  const { db, ingest } = await startsHere();
  await segmentOf(db, "Kyiv", 2);
  await makeWorkflow(db, {
    bindings: [{ ...startOnOrder, forEachMemberOf: { param: "segment" } }],
  });
  const results = await ingest.ingest([
    incoming({ identities: [], params: { segment: "Kyiv" } }),
    incoming({ params: { segment: "Nowhere" } }),
    incoming(),
  ]);
  expect(results.map((result) => decision(result)?.outcome)).toEqual([
    "fan_out",
    "no_segment",
    "no_segment",
  ]);
  expect(decision(results[1])?.reason).toBe('there is no segment "Nowhere"');
  expect(decision(results[2])?.reason).toContain('no text in its param "segment"');
  expect(await endedFanOut(db, await theFanOut(db))).toMatchObject({ launched: 2 });
});

test("members' events decide their own binding only: another start of the type sees the event alone", async () => {
  const { db, ingest } = await startsHere();
  await segmentOf(db, "VIP", 4);
  await makeWorkflow(db, { bindings: [toVip] });
  const other = await makeWorkflow(db);
  const [result] = await ingest.ingest([incoming()]);
  const fanOut = result !== undefined && "decisions" in result ? result.decisions : [];
  await endedFanOut(db, fanOut.find(({ outcome }) => outcome === "fan_out")?.fanOutId ?? "");
  expect(await count(db, "runs where workflow_id = $1", [other.id])).toBe(1);
  expect(await count(db, "runs")).toBe(5);
});

test("pausing the workflow, or a person, ends a fan-out before its next page, with the reason", async () => {
  const { db, ingest, settings } = await startsSetup();
  await segmentOf(db, "VIP", 3);
  const workflow = await makeWorkflow(db, { bindings: [toVip] });
  const [first] = await ingest.ingest([incoming()]);
  const [second] = await ingest.ingest([incoming({ keyValue: "A-2" })]);
  const stopped = decision(second)?.fanOutId ?? "";
  expect(await stopFanOut(contextOf(db), stopped, "wrong segment")).toEqual({
    outcome: "requested",
  });
  expect(await stopFanOut(contextOf(db), stopped, "again")).toEqual({
    outcome: "requested_before",
  });
  await pauseWorkflow(contextOf(db), workflow.id);
  await workerHere(settings);
  expect(await endedFanOut(db, stopped)).toMatchObject({
    state: "stopped",
    stopReason: "wrong segment",
  });
  expect(await endedFanOut(db, decision(first)?.fanOutId ?? "")).toMatchObject({
    state: "stopped",
    stopReason: "its workflow is paused",
    done: 0,
  });
  expect(await count(db, "runs")).toBe(0);
});

test("a block sends an event to each member, and its run waits for the last where it is told to", async () => {
  const { db, ingest } = await startsHere();
  await segmentOf(db, "VIP", 6);
  const receiver = await makeWorkflow(db, {
    bindings: [{ ...startOnOrder, eventTypeKey: "news" }],
  });
  const sender = await makeWorkflow(db, {
    definition: inARow({
      id: "send",
      kind: "emitToSegment",
      config: {
        segment: "VIP",
        eventTypeKey: "news",
        wait: true,
        params: { about: "{{ event.params.about }}" },
      },
    }),
  });
  await ingest.ingest([incoming({ params: { about: "shoes" } })]);
  const fanOut = await endedFanOut(db, await theFanOut(db));
  expect(fanOut).toMatchObject({ cause: "block", done: 6, launched: 6, blockId: "send" });
  await eventually(
    "the run that waits to end",
    async () =>
      (await count(db, "runs where workflow_id = $1 and status = 'completed'", [sender.id])) === 1,
  );
  expect(await count(db, "runs where workflow_id = $1 and hops = 1", [receiver.id])).toBe(6);
  const params = await db.query("select distinct params from events where source = 'fan-out'");
  expect(params).toEqual([{ params: { about: "shoes" } }]);
});

test("a block that is told of a segment that does not exist says so, and its run goes on", async () => {
  const { db, ingest } = await startsHere();
  await makeWorkflow(db, {
    definition: inARow({
      id: "send",
      kind: "emitToSegment",
      config: { segment: "Nobody", eventTypeKey: "news" },
    }),
  });
  await ingest.ingest([incoming()]);
  await eventually(
    "the run to end",
    async () => (await count(db, "runs where status = 'completed'")) === 1,
  );
  const [step] = await db.query<{ note: string }>(
    "select outcome->>'note' as note from run_steps where block_id = 'send'",
  );
  expect(step?.note).toBe("Not sent: there is no segment of this name");
});

test("an empty segment is done at once", async () => {
  const { db, ingest } = await startsHere();
  await emptySegment(db, "VIP");
  await makeWorkflow(db, { bindings: [toVip] });
  await ingest.ingest([incoming()]);
  expect(await endedFanOut(db, await theFanOut(db))).toMatchObject({ state: "done", total: 0 });
});

test("20,000 members, the worker killed in the middle: each gets one event and one decision", async () => {
  const { db, ingest, settings } = await startsSetup();
  const members = 20_000;
  await segmentOf(db, "VIP", members);
  await makeWorkflow(db, { bindings: [{ ...toVip, frequency: { kind: "once" } }] });
  await ingest.ingest([incoming()]);
  const id = await theFanOut(db);
  const worker = await workerProcess(settings);
  await eventually("the middle", async () => {
    const [row] = await db.query<{ done: number }>("select done from fan_outs");
    return (row?.done ?? 0) >= members / 4;
  });
  await worker.kill();
  const [killed] = await db.query<{ done: number; state: string }>(
    "select done, state from fan_outs",
  );
  expect(killed?.state).toBe("running");
  expect(killed?.done).toBeLessThan(members);
  await workerHere(settings);
  const ended = await endedFanOut(db, id);
  expect(ended).toMatchObject({ state: "done", done: members, launched: members, failed: 0 });
  expect(await count(db, "events where source = 'fan-out'")).toBe(members);
  const [runs] = await db.query<{ runs: number; contacts: number }>(
    "select count(*) as runs, count(distinct contact_id) as contacts from runs",
  );
  expect(runs).toEqual({ runs: members, contacts: members });
});
