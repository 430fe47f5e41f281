import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../src/db/core/database.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import { migrate } from "../../src/db/core/migrate.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { forgetEvents } from "../../src/services/retention/forget-events.ts";
import { kindsOfRuns } from "../../src/services/retention/forget.ts";
import { forgetAllOfRuns } from "../../src/worker/retention.ts";
import { apiClient } from "../../replay/api-client.ts";
import { campanileOrders } from "../campanile-orders.ts";
import type { Figure } from "../figures.ts";
import { figure, quantile } from "../figures.ts";
import type { Scene } from "../keeping/days.ts";
import { makeContacts, makeDays, sceneOf, writeDay } from "../keeping/days.ts";
import { besidePartitions } from "../keeping/partitioned-runs.ts";
import { databaseBytes, growth, tableSizes, walBytes } from "../keeping/table-sizes.ts";
import { startMailSink } from "../mail-sink.ts";
import { newOrders, runOrders } from "../orders.ts";
import type { BenchSection, Section } from "../section.ts";
import type { Servers } from "../servers.ts";
import { makeOnce, makeOrdering } from "../workflows.ts";

const megabyte = 1_048_576;
const dayMs = 86_400_000;
const counted = 10_000;
const { signal } = new AbortController();

/** What events and runs leave on the disk, here and in Temporal, and that it stops growing. */
export const section: BenchSection = {
  name: "disk",
  title: "Disk",
  needs: "nothing",
  async run(start, { isQuick }) {
    const sink = await startMailSink();
    const servers = await start({ SMTP_URL: sink.url });
    try {
      const events = isQuick ? 2_000 : counted;
      return [
        await ofEvents(servers, events),
        await ofRuns(servers, sink, isQuick ? 500 : counted),
        await forgetting(servers, isQuick ? 2_000 : 50_000),
        await flat(servers, isQuick),
      ];
    } finally {
      await servers.stop();
      await sink.stop();
    }
  },
};

/** Of which all but the first of each contact are suppressed. */
async function ofEvents(servers: Servers, count: number): Promise<Section> {
  const { db } = servers;
  await makeOnce(db);
  const api = apiClient(servers.url, servers.key);
  const send = async (from: number, many: number): Promise<void> => {
    const events = Array.from({ length: many }, (_, index) => ({
      eventTypeKey: "benchOnce",
      keyValue: `order-${from + index}`,
      contact: { email: `disk-${(from + index) % 100}@bench.example` },
      params: { orderId: `order-${from + index}`, total: 59.9, currency: "EUR" },
      messageId: `disk-${from + index}`,
    }));
    await api.post("/events", { events });
  };
  await send(0, 100);
  await settled(db);
  const before = await tableSizes(db);
  for (let from = 100; from < count + 100; from += 500) await send(from, 500);
  await settled(db);
  return table(
    `${count} suppressed events in Postgres`,
    count,
    growth(before, await tableSizes(db)),
  );
}

async function ofRuns(
  servers: Servers,
  sink: Awaited<ReturnType<typeof startMailSink>>,
  count: number,
): Promise<Section> {
  const { db } = servers;
  const program = await campanileOrders(servers);
  const orders = newOrders(count);
  await program.prepare(orders);
  await settled(db);
  const before = await tableSizes(db);
  const temporalBefore = await servers.temporalBytes();
  await runOrders(program, sink, orders, 48);
  await settled(db);
  const grown = growth(before, await tableSizes(db));
  const temporal = (await servers.temporalBytes()) - temporalBefore;
  const inPostgres = table(`${count} runs of three steps`, count, grown);
  const [all] = inPostgres.figures;
  const per = (bytes: number): number => (bytes * counted) / count / megabyte;
  return {
    ...inPostgres,
    figures: [
      ...inPostgres.figures,
      figure({
        name: "Temporal, with its visibility",
        unit: "MB/10,000",
        values: [per(temporal)],
        ...(all !== undefined && { baseline: all }),
      }),
    ],
  };
}

function table(
  title: string,
  count: number,
  grown: readonly { name: string; bytes: number }[],
): Section {
  const per = (bytes: number): number => (bytes * counted) / count / megabyte;
  const unit = "MB/10,000";
  const baseline = figure({
    name: "all tables",
    unit,
    values: [per(grown.reduce((sum, { bytes }) => sum + bytes, 0))],
  });
  const largest = grown.slice(0, 10);
  return {
    title,
    figures: [
      baseline,
      ...largest.map(({ name, bytes }) => figure({ name, unit, values: [per(bytes)], baseline })),
    ],
  };
}

/** Statistics, hint bits and what a dispatcher still writes. */
async function settled(db: Database): Promise<void> {
  await sleep(2_000);
  await db.query("vacuum analyze");
}

/** How fast runs go, what that writes, and what it does to events that come in meanwhile. */
async function forgetting(servers: Servers, runs: number): Promise<Section> {
  const { db } = servers.apart;
  const scene = await makeScene(db);
  await makeDays(db, 12);
  await writeDay(db, scene, { daysAgo: 10, events: runs, runs });
  await db.query("vacuum analyze");
  const parted = await besidePartitions(db);
  const alone = await answers(db, async () => sleep(5_000));
  const figures: Figure[] = [];
  const before = new Date(Date.now() - 5 * dayMs);
  const busy = await answers(db, async () => {
    for (const kind of kindsOfRuns) {
      const [began, wal] = [performance.now(), await walBytes(db)];
      const count = await forgetAllOfRuns(db, kind, { before, signal });
      const seconds = (performance.now() - began) / 1_000;
      const unit = `${kind === "messageContents" ? "messages" : kind}/s`;
      figures.push(
        figure({ name: `forgetting ${kind}`, unit, values: [count / seconds] }),
        figure({
          name: `write-ahead log of that`,
          unit: "MB/10,000 runs",
          values: [(((await walBytes(db)) - wal) * counted) / runs / megabyte],
        }),
      );
    }
    const [began, wal] = [performance.now(), await walBytes(db)];
    const { events } = await forgetEvents(db, { before, signal });
    figures.push(
      figure({
        name: `dropping a partition of ${events} events`,
        unit: "ms",
        values: [performance.now() - began],
      }),
      figure({
        name: "write-ahead log of that",
        unit: "MB/10,000 events",
        values: [(((await walBytes(db)) - wal) * counted) / runs / megabyte],
      }),
    );
  });
  const baseline = figure({
    name: "an event's answer, alone, p50",
    unit: "ms",
    values: [quantile(alone, 0.5)],
  });
  const p99 = figure({ name: "the same, p99", unit: "ms", values: [quantile(alone, 0.99)] });
  return {
    title: `Forgetting ${runs} runs and ${runs} events`,
    figures: [
      ...figures,
      ...parted,
      baseline,
      figure({
        name: "while it forgets, p50",
        unit: "ms",
        values: [quantile(busy, 0.5)],
        baseline,
      }),
      p99,
      figure({
        name: "while it forgets, p99",
        unit: "ms",
        values: [quantile(busy, 0.99)],
        baseline: p99,
      }),
    ],
  };
}

/** How long single events take, one after the other, while something is done. */
async function answers(db: Database, work: () => Promise<unknown>): Promise<number[]> {
  const ingest = createIngest(db);
  const times: number[] = [];
  let isOver = false;
  const coming = (async () => {
    for (let number = 0; !isOver; number++) {
      const began = performance.now();
      await ingest.ingest([
        {
          typeKey: "benchKeeping",
          keyValue: `key-${number}`,
          params: {},
          identities: [{ kind: "email", value: `c${number % 1_000}@keeping.example` }],
          source: "api",
        },
      ]);
      times.push(performance.now() - began);
      await sleep(5);
    }
  })();
  await work();
  isOver = true;
  await coming;
  await ingest.close();
  return times;
}

/** As much comes each day as goes: after the days that are kept, the disk stays as it is. */
async function flat(servers: Servers, isQuick: boolean): Promise<Section> {
  const [days, kept] = [14, 4];
  const amount = isQuick ? { events: 2_000, runs: 500 } : { events: 20_000, runs: 5_000 };
  const url = await servers.newDatabase("flat");
  const { db, close } = await migrated(url);
  try {
    const scene = await makeScene(db);
    await makeDays(db, days + 1);
    const figures: Figure[] = [];
    for (let day = 1; day <= days; day++) {
      const daysAgo = days - day + 1;
      await writeDay(db, scene, { daysAgo, ...amount });
      // As if it were the evening of that day: all that is older than so many days goes.
      const before = new Date(Date.now() - (daysAgo - 1 + kept) * dayMs);
      for (const kind of kindsOfRuns) await forgetAllOfRuns(db, kind, { before, signal });
      await forgetEvents(db, { before, signal });
      // What autovacuum does in the course of a day.
      await db.query("vacuum analyze");
      const [first] = figures.slice(kept);
      figures.push(
        figure({
          name: `after day ${day}`,
          unit: "MB",
          values: [(await databaseBytes(db)) / megabyte],
          ...(first !== undefined && { baseline: first }),
          ...(first !== undefined && { mark: { atMost: 1.05 } }),
        }),
      );
    }
    const title = `Disk flat: ${amount.events} events and ${amount.runs} runs a day, kept for ${kept} days`;
    return { title, figures };
  } finally {
    await close();
  }
}

async function makeScene(db: Database): Promise<Scene> {
  await makeOrdering(db);
  await makeContacts(db);
  return sceneOf(db, "benchOrder");
}

async function migrated(url: string) {
  await migrate(url);
  const db = openDatabase(url, 5);
  return { db, close: () => db.close() };
}
