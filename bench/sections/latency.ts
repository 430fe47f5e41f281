import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient } from "../../replay/api-client.ts";
import { apiClient } from "../../replay/api-client.ts";
import type { Database } from "../../src/db/core/database.ts";
import { figure, quantile } from "../figures.ts";
import { rawTemporal } from "../raw-temporal.ts";
import { perSecond } from "../rounds.ts";
import type { BenchSection } from "../section.ts";
import { makeLaunching, makeOnce } from "../workflows.ts";

const callers = 8;
const batch = 50;
const share = 0.7;
const pauseMs = 100;

/** How soon a run does its first block, while nothing else happens and while a flood is suppressed. */
export const section: BenchSection = {
  name: "latency",
  title: "From a 2xx to the first block",
  async run(servers, { isQuick, rounds }) {
    const [events, floodMs] = isQuick ? [5, 1_000] : [30, 3_000];
    await makeLaunching(servers.db);
    await makeOnce(servers.db);
    const api = apiClient(servers.url, servers.key);
    const raw = await rawTemporal(servers.temporalAddress);
    const values = { raw: [] as number[][], idle: [] as number[][], flooded: [] as number[][] };
    try {
      await suppressed(api);
      await toFirstBlock(api, servers.db, 10);
      await raw.toFirstTask(10);
      const most = await perSecond(callers, floodMs, () => suppressed(api));
      for (let round = 0; round < rounds; round++) {
        values.raw.push(await raw.toFirstTask(events));
        values.idle.push(await toFirstBlock(api, servers.db, events));
        const flood = startFlood(api, most * share);
        values.flooded.push(await toFirstBlock(api, servers.db, events));
        await flood.stop();
      }
    } finally {
      await raw.close();
    }
    const line = (name: string, rows: number[][], at: number) => ({
      name,
      unit: "ms",
      values: rows.map((row) => quantile(row, at)),
    });
    const start = figure(line("raw: start to first task, p50", values.raw, 0.5));
    const idle99 = figure(line("idle, p99", values.idle, 0.99));
    return {
      title: this.title,
      figures: [
        start,
        figure({
          ...line("idle, p50", values.idle, 0.5),
          baseline: start,
          mark: { atMost: 1.3 },
        }),
        idle99,
        figure({
          ...line("suppressed flood at 70 %, p99", values.flooded, 0.99),
          baseline: idle99,
          mark: { atMost: 3 },
        }),
      ],
    };
  },
};

/** One at a time. The block's time is Postgres's own, by the same machine's clock. */
async function toFirstBlock(api: ApiClient, db: Database, count: number): Promise<number[]> {
  const answeredAt = new Map<string, number>();
  for (let number = 0; number < count; number++) {
    const keyValue = `${randomUUID()}@bench.example`;
    await api.post("/event", {
      eventTypeKey: "benchLaunch",
      keyValue,
      contact: { email: keyValue },
    });
    answeredAt.set(keyValue, performance.timeOrigin + performance.now());
    await sleep(pauseMs);
  }
  for (;;) {
    const rows = await db.query<{ key: string; at: number }>(
      `select r.event_key as key, min(extract(epoch from s.started_at))::float8 * 1000 as at
         from runs r join run_steps s on s.run_id = r.id
        where r.event_key = any($1::text[]) group by 1`,
      [[...answeredAt.keys()]],
    );
    if (rows.length === count) {
      return rows.map(({ key, at }) => at - (answeredAt.get(key) ?? Number.NaN));
    }
    await sleep(100);
  }
}

/** Events of contacts that were launched before, once and for all. */
async function suppressed(api: ApiClient): Promise<number> {
  const events = Array.from({ length: batch }, (_, number) => {
    const email = `known-${number}@bench.example`;
    return { eventTypeKey: "benchOnce", keyValue: email, contact: { email } };
  });
  await api.post("/events", { events });
  return batch;
}

function startFlood(api: ApiClient, eventsPerSecond: number): { stop(): Promise<void> } {
  let isEnding = false;
  const everyMs = (callers * batch * 1_000) / eventsPerSecond;
  async function caller(): Promise<void> {
    for (let next = performance.now() + Math.random() * everyMs; !isEnding; next += everyMs) {
      await sleep(Math.max(0, next - performance.now()));
      await suppressed(api);
    }
  }
  const all = Array.from({ length: callers }, caller);
  return {
    stop: async () => {
      isEnding = true;
      await Promise.all(all);
    },
  };
}
