import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ChannelStateAnswer, NewPauseBody } from "../../../src/contract/api/channels.ts";
import { newPause } from "../../../src/contract/api/channels.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { recordWorkerHeartbeat } from "../../../src/db/core/housekeeping.ts";
import { passChannel } from "../../../src/db/messages/paused-channels.ts";
import { pauseFor } from "../../../src/domain/pressure/channel-pause.ts";
import type { TimeWindow } from "../../../src/domain/time-window.ts";
import { ofChannelPauses } from "../../../src/domain/process-standing.ts";
import { required } from "../../../src/domain/required.ts";
import { listChannelPauses } from "../../../src/services/channel-setups/pause-states.ts";
import { pauseChannel, resumeChannel } from "../../../src/services/channel-setups/pause.ts";
import { wakeForChannels } from "../../../src/services/channel-setups/wake-waiting.ts";
import type { PressureWish } from "../../../src/services/pressure/gate.ts";
import { passPressure } from "../../../src/services/pressure/gate.ts";
import { waitForChannel } from "../../../src/services/pressure/wait-for-channel.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { deferred } from "../../support/deferred.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { eventually } from "../../support/wait.ts";
import { hourly, keepMessage, wishesOf } from "../pressure/people.ts";

const email = { channel: "email", transactional: false };
const ofEmail = { ...email, reason: "blocked", transactional: "wait" as const, until: null };
const hour = 3_600_000;

const pause = (db: Database, given: Partial<NewPauseBody> = {}): Promise<ChannelStateAnswer> =>
  pauseChannel(contextOf(db), "email", { ...newPause.parse({ reason: "blocked" }), ...given });

test("a pause waits for those that are marking a message, counts them as on their way, and lets none mark behind it", async () => {
  const { db } = await testDatabase(10);
  const wish = await (await wishesOf(db))({ contactId: randomUUID() });
  const marked = deferred();
  const commit = deferred();
  const marking = db.tx(async (sql) => {
    await passChannel(sql, email);
    await keepMessage(sql, wish);
    marked.resolve();
    await commit.promise;
  });
  await marked.promise;
  const pausing = pause(db);
  await eventually("the pause to wait", () =>
    db
      .query("select 1 from pg_locks where locktype = 'advisory' and not granted")
      .then((rows) => rows.length === 1),
  );
  expect(await db.query("select 1 from paused_channels")).toEqual([]);
  commit.resolve();
  await marking;
  expect(await pausing).toMatchObject({ onTheirWay: 1, pause: { reason: "blocked" } });

  await expect(db.tx((sql) => passChannel(sql, email))).rejects.toThrow(
    "the channel email is paused",
  );
  await db.tx((sql) => passChannel(sql, { ...email, channel: "sms" }));
  await pause(db, { transactional: "send" });
  await db.tx((sql) => passChannel(sql, { ...email, transactional: true }));
  await expect(db.tx((sql) => passChannel(sql, email))).rejects.toThrow(
    "the channel email is paused",
  );
  await resumeChannel(contextOf(db), "email");
  await db.tx((sql) => passChannel(sql, email));
});

test("pausing again changes what the pause says, and since when it is paused stays", async () => {
  const { db } = await testDatabase();
  const first = await pause(db);
  const until = new Date(Date.now() + hour);
  const second = await pause(db, { reason: "still blocked", until });
  expect(second.pause).toMatchObject({ reason: "still blocked", until });
  expect(second.pause?.pausedAt).toEqual(first.pause?.pausedAt);
  await resumeChannel(contextOf(db), "email");
  expect(await resumeChannel(contextOf(db), "email")).toMatchObject({ pause: null });
});

test("a worker that does not heed pauses refuses one, also where it took the row of one that does", async () => {
  const { db } = await testDatabase();
  const standing = {
    host: "h",
    pid: 1,
    node: "v20",
    draining: false,
    memoryBytes: 1,
    rendering: null,
    queues: [],
  };
  const about = { version: "0.9.0", build: "campanile-3", startedAt: new Date() };
  const heeding = { ...about, standing: { ...standing, heeds: [ofChannelPauses] } };
  await recordWorkerHeartbeat(db, "w/1", heeding);
  expect(await pause(db)).toMatchObject({ pause: { reason: "blocked" } });
  await recordWorkerHeartbeat(db, "w/1", { ...about, standing });
  await expect(pause(db)).rejects.toThrow(/a worker of an earlier release \(0\.9\.0\) is alive/);
  // One from before standings were told leaves them as they are, and says its interpreter.
  await recordWorkerHeartbeat(db, "w/1", heeding);
  await db.query("update workers set build = 'campanile-2'");
  await expect(pause(db)).rejects.toThrow(/is alive/);
  await db.query("update workers set seen_at = now() - interval '2 minutes'");
  expect(await pause(db)).toMatchObject({ pause: { reason: "blocked" } });
});

test("what waited for a channel is woken page by page, each run once, and only behind others' signals", async () => {
  const { db } = await testDatabase(10);
  const { id: workflowId, versionId } = await makeWorkflow(db);
  await pause(db);
  await db.query(
    `with made as (
       insert into runs (id, temporal_id, workflow_id, version_id, event_id, event_key, contact_id, status, created_at)
       select u, 'run/' || u, $1, $2, make_uuid7(), n::text, make_uuid7(), 'running', clock_timestamp()
         from (select make_uuid7() as u, n from generate_series(1, 3000) as n) as one
       returning id, contact_id)
     insert into pressure_waiting (message_id, run_id, block_id, visit, kind, workflow_id, contact_id,
                                   channel, priority, since, latest, next_at, paused_channel, paused_since)
     select id, id, 'mail', 1, 'sendEmail', $1, contact_id, 'email', 5, now(), now() + interval '1 day',
            now() + interval '1 day', 'email', now() from made`,
    [workflowId, versionId],
  );
  const context = contextOf(db);
  const { signal } = new AbortController();
  await wakeForChannels(context, signal);
  expect(await db.query("select 1 from run_signals")).toEqual([]);
  expect((await listChannelPauses(context)).items).toMatchObject([
    { channel: "email", waiting: { messages: 3_000, broadcasts: 0 } },
  ]);

  await resumeChannel(context, "email");
  const waking = wakeForChannels(context, signal);
  const pending = async (): Promise<number> => {
    const [row] = await db.query<{ count: number }>(
      "select count(*) as count from run_signals where state = 'pending'",
    );
    return row?.count ?? 0;
  };
  // Pages of 500, as long as no more than 2,000 wait.
  await eventually("as many as may wait", async () => (await pending()) === 2_500);
  expect(
    await db.query("select 1 from pressure_waiting where paused_channel is not null"),
  ).toHaveLength(500);
  await db.query("update run_signals set state = 'delivered'");
  await waking;
  expect(await pending()).toBe(500);
  const woken = await db.query(
    "select run_id from run_signals where kind = 'wake' and block_id = 'mail' group by run_id",
  );
  expect(woken).toHaveLength(3_000);
  expect((await listChannelPauses(context)).items).toEqual([]);
});

/** A wish whose block says that it waits for two hours at most, or leaves that to the workspace. */
async function waitingWish(db: Database, latestIsOwn: boolean): Promise<PressureWish> {
  const wish = await (
    await wishesOf(db)
  )({ contactId: randomUUID(), settings: { caps: [hourly] } });
  const latest = { amount: 2, unit: "hours" } as const;
  return { ...wish, rules: { ...wish.rules, latest, latestIsOwn } };
}

test("a message does not grow too old while its channel is paused, unless its own block says so", async () => {
  const { db } = await testDatabase();
  const began = new Date("2026-03-02T12:00:00Z");
  const at = (hours: number): Date => new Date(began.getTime() + hours * hour);
  const usual = await waitingWish(db, false);
  expect(await waitForChannel(db, usual, ofEmail, began)).toMatchObject({
    outcome: "wait",
    until: at(24),
    why: { because: "paused", latest: null },
  });
  expect(await waitForChannel(db, usual, ofEmail, at(24))).toMatchObject({ outcome: "wait" });
  // Resumed after 30 hours, into quiet hours: of its two hours none is over.
  const allDay: TimeWindow = { days: ["monday", "tuesday"], from: "00:00", to: "24:00" };
  const rules = { ...usual.rules, quietHours: [allDay] };
  const answers = await db.tx((sql) => passPressure(sql, [{ ...usual, rules }], at(30)));
  expect(answers.get(usual.messageId)).toMatchObject({
    outcome: "wait",
    why: { because: "quiet", latest: at(32).toISOString() },
  });
  // And none of them twice.
  const [kept] = await db.query("select latest, paused_since from pressure_waiting");
  expect(kept).toEqual({ latest: at(32), paused_since: null });

  const own = await waitingWish(db, true);
  expect(await waitForChannel(db, own, ofEmail, began)).toMatchObject({
    outcome: "wait",
    until: at(2),
    why: { latest: at(2).toISOString() },
  });
  expect(await waitForChannel(db, own, ofEmail, at(2))).toMatchObject({
    outcome: "skip",
    why: {
      words: expect.stringMatching(/^waited to its latest time, .* channel is paused: blocked$/),
    },
  });
});

test("a message that waits for its channel holds up none of its contact's others", async () => {
  const { db } = await testDatabase();
  const wish = await wishesOf(db);
  const contactId = randomUUID();
  const settings = { caps: [{ ...hourly, limit: 1 }] };
  const first = await wish({ contactId, settings, priority: 9 });
  await waitForChannel(db, first, ofEmail);
  const second = await wish({ contactId, settings, channel: "sms" });
  const answers = await db.tx((sql) => passPressure(sql, [second]));
  expect(required(answers.get(second.messageId), "an answer").outcome).toBe("go");
});

test("a pause that lets transactional messages through holds the others only", () => {
  const pauses = [{ ...ofEmail, transactional: "send" as const }];
  expect(pauseFor(pauses, { channel: "email", transactional: true })).toBeUndefined();
  expect(pauseFor(pauses, email)).toBe(pauses[0]);
  expect(pauseFor(pauses, { ...email, channel: "sms" })).toBeUndefined();
  expect(pauseFor([ofEmail], { channel: "email", transactional: true })).toBe(ofEmail);
});
