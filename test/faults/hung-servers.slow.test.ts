import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { besideOthers } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import { testMailServer } from "../support/mail-server.ts";
import { ownTemporal } from "../support/own-temporal.ts";
import { tcpProxy } from "../support/tcp-proxy.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import type { WorkerSettings } from "../support/worker.ts";
import { workerProcess } from "../support/worker.ts";
import { mailsOfEvents } from "./mails-of-events.ts";

const endsWithinMs = 20_000;

async function setUp() {
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  const temporal = await ownTemporal();
  const { send } = await mailsOfEvents(db);
  const settings: WorkerSettings = {
    databaseUrl: url,
    taskQueue: unique("hung"),
    smtpUrl: mail.url,
    temporalAddress: temporal.address,
  };
  return { db, mail, temporal, settings, send, url };
}

async function completed(db: Database, count: number): Promise<void> {
  await eventually(`${count} completed runs`, async () => {
    const [row] = await db.query<{ n: number }>(
      "select count(*) as n from runs where status = 'completed'",
    );
    return row?.n === count;
  });
}

const attempts = async (db: Database) =>
  (await db.query<{ n: number }>("select coalesce(sum(attempts), 0) as n from runs"))[0]?.n ?? 0;

/** How long a worker takes to end. */
async function timeToEnd(worker: { stop(): Promise<number | null> }): Promise<number> {
  const began = performance.now();
  await worker.stop();
  return performance.now() - began;
}

test.concurrent(
  "a Temporal that hangs is away: it is left alone but for a probe, and goes on when it is back",
  besideOthers(async () => {
    const { db, mail, temporal, settings, send } = await setUp();
    const worker = await workerProcess(settings);
    await send(5);
    await completed(db, 5);

    temporal.freeze();
    await send(100);
    await eventually("the worker to say that it is away", () =>
      worker.log().includes("Temporal is away"),
    );
    // What was in progress when it froze is over now.
    await sleep(11_000);
    const before = await attempts(db);
    const log = worker.log().length;
    await sleep(15_000);
    // It was tried again all the time: 32 runs every ten seconds, each with a line of the log.
    expect(await attempts(db)).toBe(before);
    expect(worker.log().slice(log).split("\n").length).toBeLessThan(10);
    expect(
      await db.query(
        "select 1 from runs where dispatch_error is not null and lease_until > now() + interval '5 s'",
      ),
    ).toEqual([]);

    temporal.thaw();
    await completed(db, 105);
    expect(new Set(mail.received.map(({ to }) => to)).size).toBe(105);
    expect(await worker.stop()).toBe(0);
  }),
);

// They wait for most of their time, each on servers of its own, so they go side by side.
test.concurrent(
  "asked to end while Temporal, Postgres or a mail server hangs, or before it has found its Temporal, a worker ends within 20 s, and another does the rest",
  besideOthers(async () => {
    const ends = await Promise.allSettled([
      whileTemporalHangs(),
      whilePostgresHangs(),
      whileMailHangs(),
      beforeTemporalIsFound(),
    ]);
    const [failed] = ends.filter((end) => end.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }),
);

async function whileTemporalHangs(): Promise<void> {
  const { db, mail, temporal, settings, send } = await setUp();
  const worker = await workerProcess(settings);
  await send(60);
  await eventually("some mail", () => mail.received.length > 3);
  temporal.freeze();
  await sleep(1_000);
  expect(await timeToEnd(worker)).toBeLessThan(endsWithinMs);

  temporal.thaw();
  await workerProcess(settings);
  await completed(db, 60);
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(60);
  const [steps] = await db.query(
    "select count(*) as n, count(distinct run_id) as runs from run_steps where kind = 'sendEmail'",
  );
  expect(steps).toEqual({ n: 60, runs: 60 });
}

async function whilePostgresHangs(): Promise<void> {
  const { db, mail, settings, send, url } = await setUp();
  const { hostname, port, pathname, username, password } = new URL(url);
  const line = await tcpProxy({ host: hostname, port: Number(port) });
  const through = `postgres://${username}:${password}@127.0.0.1:${line.port}${pathname}`;
  const worker = await workerProcess({ ...settings, databaseUrl: through });
  await send(60);
  await eventually("some mail", () => mail.received.length > 3);
  line.hold();
  await sleep(1_000);
  expect(await timeToEnd(worker)).toBeLessThan(endsWithinMs);
  await line.close();

  await workerProcess(settings);
  await completed(db, 60);
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(60);
}

async function whileMailHangs(): Promise<void> {
  const { db, mail, settings, send } = await setUp();
  mail.answer = () => "hang";
  const worker = await workerProcess(settings);
  await send(30);
  await eventually("mails in progress", () => mail.received.length >= 20);
  expect(await timeToEnd(worker)).toBeLessThan(endsWithinMs);

  mail.answer = () => "take";
  await workerProcess(settings);
  await completed(db, 30);
  const states = await db.query("select distinct state from messages");
  expect(states).toEqual([{ state: "sent" }]);
}

async function beforeTemporalIsFound(): Promise<void> {
  const { temporal, settings } = await setUp();
  temporal.freeze();
  const worker = await workerProcess(settings, { isReady: false });
  await sleep(3_000);
  expect(await timeToEnd(worker)).toBeLessThan(endsWithinMs);
}
