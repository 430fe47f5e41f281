import { setTimeout as sleep } from "node:timers/promises";
import { apiClient } from "../../replay/api-client.ts";
import { figure } from "../figures.ts";
import { cpuOf } from "../processes.ts";
import { runsOf } from "../runs-of.ts";
import type { BenchSection } from "../section.ts";
import type { Servers } from "../servers.ts";
import { makeLaunching } from "../workflows.ts";

const inFlight = 48;
/** A slow machine measures as much of the backlog as it gets done until then. */
const limitSeconds = 400;

interface Reading {
  perSecond: number;
  /** Milliseconds a run, of worker, Temporal and Postgres. */
  cpu: number;
}

/** The same runs as they come alone, as many as it can carry, and from a backlog. */
export const section: BenchSection = {
  name: "backlog",
  title: "A backlog, beside a steady stream",
  async run(servers, { isQuick, rounds }) {
    const [backlog, seconds, single] = isQuick ? [500, 5, 10] : [10_000, 20, 40];
    await makeLaunching(servers.db);
    const runs = runsOf(apiClient(servers.url, servers.key), servers.db, "benchLaunch");

    async function alone(): Promise<number> {
      for (let count = 0; count < single; count++) {
        await runs.send(1);
        await runs.until("completed");
      }
      return single;
    }

    async function steadily(): Promise<number> {
      const before = runs.sent();
      const until = performance.now() + seconds * 1_000;
      while (performance.now() < until) {
        const room = inFlight - (runs.sent() - (await runs.completed()));
        if (room > 0) await runs.send(room);
        await sleep(20);
      }
      await runs.until("completed");
      return runs.sent() - before;
    }

    /** The last ones have nobody beside them: what they take says nothing. */
    async function drain(): Promise<number> {
      const before = await runs.completed();
      const until = performance.now() + limitSeconds * 1_000;
      let completed = before;
      while (completed < runs.sent() - inFlight && performance.now() < until) {
        await sleep(100);
        completed = await runs.completed();
      }
      return completed - before;
    }

    await runs.send(inFlight);
    await runs.until("completed");
    const solitary: Reading[] = [];
    const steady: Reading[] = [];
    for (let round = 0; round < rounds; round++) {
      solitary.push(await read(servers, alone));
      steady.push(await read(servers, steadily));
    }
    await runs.send(backlog);
    const drained = [await read(servers, drain)];
    const of = (readings: Reading[], key: keyof Reading) => readings.map((one) => one[key]);
    const rate = figure({ name: "steady", unit: "runs/s", values: of(steady, "perSecond") });
    const cost = figure({ name: "alone", unit: "ms/run", values: of(solitary, "cpu") });
    const what = `a backlog of ${backlog}`;
    return [
      {
        title: this.title,
        figures: [
          rate,
          figure({
            name: what,
            unit: "runs/s",
            values: of(drained, "perSecond"),
            baseline: rate,
            mark: { atLeast: 1 },
          }),
        ],
      },
      {
        title: "CPU of worker, Temporal and Postgres a run",
        figures: [
          cost,
          figure({ name: "steady", unit: "ms/run", values: of(steady, "cpu"), baseline: cost }),
          figure({
            name: what,
            unit: "ms/run",
            values: of(drained, "cpu"),
            baseline: cost,
            mark: { atMost: 0.7 },
          }),
        ],
      },
    ];
  },
};

async function read(servers: Servers, work: () => Promise<number>): Promise<Reading> {
  const began = performance.now();
  const { result: count, cpu } = await cpuOf(servers, work);
  const seconds = (performance.now() - began) / 1_000;
  const { worker = Number.NaN, temporal = Number.NaN, postgres = Number.NaN } = cpu;
  return { perSecond: count / seconds, cpu: ((worker + temporal + postgres) * 1_000) / count };
}
