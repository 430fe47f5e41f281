import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { testDatabase } from "../support/database.ts";
import { mailSink } from "../support/mail-sink.ts";
import { ownTemporal } from "../support/own-temporal.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";
import { mailsOfEvents } from "./mails-of-events.ts";

const steadySeconds = 20;
const floodSeconds = 40;
const windowSeconds = 20;
/** Where it begins is 32; it was 1,260 when starts followed only what Temporal took. */
const maxOpening = 128;
const inFlight = 48;

interface Look {
  second: number;
  completed: number;
  /** Started, and no block of theirs has been noted. */
  opening: number;
  running: number;
}

async function look(db: Database, since: number): Promise<Look> {
  const [row] = await db.query<Omit<Look, "second">>(
    `select count(*) filter (where status = 'completed') as completed,
            count(*) filter (where status = 'running') as running,
            count(*) filter (where status = 'running' and not exists (
              select from run_steps s where s.run_id = r.id)) as opening
       from runs r`,
  );
  if (row === undefined) throw new Error("nothing to look at");
  return { second: (performance.now() - since) / 1_000, ...row };
}

/** Runs a second between looks that are so far apart. */
function rates(looks: readonly Look[], seconds: number): number[] {
  return looks.flatMap((from) => {
    const to = looks.find(({ second }) => second >= from.second + seconds);
    return to === undefined ? [] : [(to.completed - from.completed) / (to.second - from.second)];
  });
}

test("twice what it can carry, with mails: it carries as much as before, and then the rest", async () => {
  const temporal = await ownTemporal();
  const { url, db } = await testDatabase(10);
  const mail = await mailSink();
  const { send, sent } = await mailsOfEvents(db);
  const worker = await workerProcess({
    databaseUrl: url,
    taskQueue: unique("flood"),
    smtpUrl: mail.url,
    temporalAddress: temporal.address,
  });
  const began = performance.now();
  const looks: Look[] = [];
  const now = () => (performance.now() - began) / 1_000;
  const lookAround = async (): Promise<Look> => {
    const seen = await look(db, began);
    looks.push(seen);
    if (process.env["OVERLOAD_SHOW"] !== undefined)
      console.log(JSON.stringify({ ...seen, sent: sent() }));
    return seen;
  };

  // What it can carry: always as many in progress, of which each that ends makes room for another.
  await send(inFlight);
  await eventually("it to be warm", async () => (await look(db, began)).completed > 40);
  const steadyUntil = now() + steadySeconds;
  while (now() < steadyUntil) {
    const { completed } = await lookAround();
    await send(Math.max(0, inFlight - (sent() - completed)));
    await sleep(100);
  }
  const first = looks[0];
  const last = looks.at(-1);
  if (first === undefined || last === undefined) throw new Error("nothing was seen");
  const steady = (last.completed - first.completed) / (last.second - first.second);

  looks.length = 0;
  const floodFrom = now();
  const before = sent();
  while (now() < floodFrom + floodSeconds) {
    await send(Math.max(0, Math.floor((now() - floodFrom) * steady * 2) - (sent() - before)));
    await lookAround();
    await sleep(1_000);
  }
  const flood = looks.splice(0);

  while ((await lookAround()).completed < sent()) {
    if (now() > floodFrom + floodSeconds * 2.5 + 60) break;
    await sleep(1_000);
  }
  const drain = looks.splice(0);
  const worst = Math.min(...rates(flood, windowSeconds));
  const backlog = sent() - (drain[0]?.completed ?? 0);
  const whole = drain.filter(({ completed }) => completed < sent() - 50);
  const [drainFirst, drainLast] = [whole[0], whole.at(-1)];
  // Where the machine had something else to do while it was measured what it can carry, twice as much
  // was no flood, and nothing is left to drain.
  const drained =
    drainFirst === undefined || drainLast === undefined || drainFirst === drainLast
      ? undefined
      : (drainLast.completed - drainFirst.completed) / (drainLast.second - drainFirst.second);
  const opening = Math.max(...[...flood, ...drain].map((seen) => seen.opening));
  console.log(JSON.stringify({ steady, worst, drained, backlog, opening, sent: sent() }));

  expect(opening).toBeLessThanOrEqual(maxOpening);
  // A machine that does other work now and then makes a third of difference; what this is about, a
  // tenth of it left, is far below.
  expect(worst).toBeGreaterThan(0.5 * steady);
  if (drained !== undefined) expect(drained).toBeGreaterThan(0.5 * steady);
  expect((await look(db, began)).completed).toBe(sent());
  expect(mail.taken.size).toBe(sent());
  expect([...mail.taken.values()].filter((times) => times > 1)).toEqual([]);
  expect(await worker.stop()).toBe(0);
});
