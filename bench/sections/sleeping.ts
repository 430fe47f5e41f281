import { setTimeout as sleep } from "node:timers/promises";
import { apiClient } from "../../replay/api-client.ts";
import { figure, quantile } from "../figures.ts";
import { memoryOf } from "../processes.ts";
import { runsOf } from "../runs-of.ts";
import type { BenchSection } from "../section.ts";
import { makeLaunching, makeSleeping } from "../workflows.ts";

/** What a start may take at the least rate that is to be waited for. */
const slowest = 12;
const megabyte = 1_048_576;

/** Runs that wait take no memory of the worker, and when all wake up at once, new ones start all the same. */
export const section: BenchSection = {
  name: "sleeping",
  title: "Sleeping runs",
  async run(servers, { isQuick }) {
    // 100,000 take an hour here: `SLEEPING=100000 npm run bench -- sleeping`.
    const most = Number(process.env["SLEEPING"] ?? (isQuick ? 500 : 10_000));
    await makeLaunching(servers.db);
    await makeSleeping(servers.db);
    const api = apiClient(servers.url, servers.key);
    const wakesAt = Date.now() + (most / slowest + 30) * 1_000;
    const sleeping = runsOf(api, servers.db, "benchSleep", { at: new Date(wakesAt).toISOString() });
    const memory = async (): Promise<number> => {
      await sleep(2_000);
      return memoryOf(servers.processes().worker).resident / megabyte;
    };
    // Code and caches, which are there after some runs, are not what is measured.
    const others = runsOf(api, servers.db, "benchLaunch");
    await others.send(300);
    await others.until("completed");

    await sleeping.send(100);
    await sleeping.until("started");
    const few = await memory();
    for (let left = most - 100; left > 0; left -= 500) await sleeping.send(Math.min(500, left));
    await sleeping.until("started");
    const many = await memory();

    const idle = await latencies(5);
    if (Date.now() > wakesAt) throw new Error("some woke up before all had started");
    await sleep(wakesAt - Date.now());
    const began = performance.now();
    const busy: number[] = [];
    while ((await sleeping.completed()) < sleeping.sent()) busy.push(...(await latencies(1)));
    const seconds = (performance.now() - began) / 1_000;

    async function latencies(count: number): Promise<number[]> {
      const values: number[] = [];
      for (let number = 0; number < count; number++) {
        await others.send(1);
        values.push(await others.until("completed"));
        await sleep(500);
      }
      return values;
    }

    const unit = "MB";
    const baseline = figure({ name: "worker's memory, 100 asleep", unit, values: [few] });
    const alone = figure({ name: "a new run, while they sleep", unit: "ms", values: idle });
    return {
      title: `${this.title}, ${most} due at once`,
      figures: [
        baseline,
        figure({
          name: `worker's memory, ${most} asleep`,
          unit,
          values: [many],
          baseline,
          mark: { atMost: 1.2 },
        }),
        figure({ name: "woken and ended", unit: "runs/s", values: [sleeping.sent() / seconds] }),
        figure({
          name: "lost",
          unit: "runs",
          values: [sleeping.sent() - (await sleeping.completed())],
        }),
        alone,
        figure({
          name: "a new run, while they wake, p50",
          unit: "ms",
          values: [quantile(busy, 0.5)],
          baseline: alone,
        }),
        figure({
          name: "the same, p99",
          unit: "ms",
          values: [quantile(busy, 0.99)],
          baseline: alone,
        }),
      ],
    };
  },
};
