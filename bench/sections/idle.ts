import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../../src/platform/postgres/server.ts";
import { figure } from "../figures.ts";
import { cpuOf } from "../processes.ts";
import type { BenchSection } from "../section.ts";
import { startBenchTemporal } from "../temporal-server.ts";

const names = ["worker", "api", "temporal", "postgres"] as const;

/** What waiting for nothing costs, beside a Temporal and a Postgres that nobody is connected to. */
export const section: BenchSection = {
  name: "idle",
  title: "CPU while nothing happens",
  async run(servers, { isQuick, rounds }) {
    const [restSeconds, seconds] = isQuick ? [5, 5] : [30, 12];
    const dataDir = await mkdtemp(join(tmpdir(), "campanile-bench-bare-"));
    const postgres = await startPostgres({ dataDir, port: 0 });
    const temporal = await startBenchTemporal("dev", dataDir, postgres);
    try {
      const all = {
        processes: () => ({
          ...servers.processes(),
          bareTemporal: temporal.pid,
          barePostgres: postgres.pid,
        }),
      };
      // What a start leaves to be done: code to be compiled, memory to be tidied.
      await sleep(restSeconds * 1_000);
      const readings: Record<string, number>[] = [];
      for (let round = 0; round < rounds; round++) {
        const { cpu } = await cpuOf(all, () => sleep(seconds * 1_000));
        readings.push(cpu);
      }
      const of = (...parts: string[]) =>
        readings.map((cpu) => {
          const spent = parts.map((part) => cpu[part] ?? Number.NaN);
          return (spent.reduce((sum, each) => sum + each, 0) * 1_000) / seconds;
        });
      const unit = "ms/s";
      const baseline = figure({
        name: "a Temporal and a Postgres by themselves",
        unit,
        values: of("bareTemporal", "barePostgres"),
      });
      return {
        title: this.title,
        figures: [
          baseline,
          figure({
            name: "all of Campanile's",
            unit,
            values: of(...names),
            baseline,
            mark: { atMost: 1.5 },
          }),
          ...names.map((name) =>
            figure({ name: `of it the ${name}`, unit, values: of(name), baseline }),
          ),
        ],
      };
    } finally {
      await temporal.stop();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
