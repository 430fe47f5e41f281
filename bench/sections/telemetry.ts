import { apiClient } from "../../replay/api-client.ts";
import type { Stack } from "../../replay/stack.ts";
import { startStack } from "../../replay/stack.ts";
import type { Database } from "../../src/db/core/database.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import { startChild } from "../child.ts";
import { makeContacts } from "../contacts.ts";
import { figure } from "../figures.ts";
import type { HttpTarget } from "../http.ts";
import { singleEvents } from "../http.ts";
import type { Launches } from "../launches.ts";
import { launches } from "../launches.ts";
import { cpuOf } from "../processes.ts";
import { column, readInRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";
import type { Servers } from "../servers.ts";
import { pidOf } from "../servers.ts";
import { makeLaunching, makeOnce } from "../workflows.ts";

const connections = 64;
const inFlight = 50;
const contacts = 10_000;

/** A Campanile with one setting of what it measures and traces. */
interface Watched {
  stack: Stack;
  db: Database;
  path: Launches;
  target: HttpTarget;
}

/** What metrics and traces cost: each setting in a Campanile of its own, beside one with both off. */
export const section: BenchSection = {
  name: "telemetry",
  title: "Metrics and traces",
  async run(servers, { rounds, runs, milliseconds }) {
    const sink = await startChild("bench/trace-sink.ts");
    const traced = (share: string): Record<string, string> => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: String(sink.ready),
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: share,
    });
    const settings: Record<string, Record<string, string>> = {
      off: {},
      metrics: { METRICS_PORT: "0" },
      "traces, all recorded": traced("1"),
      "traces, a tenth recorded": traced("0.1"),
    };
    const started = new Map<string, Watched>();
    try {
      for (const [name, env] of Object.entries(settings)) {
        started.set(name, await watched(servers, `telemetry_${started.size}`, env));
      }
      const ofEach = async (unit: string, title: string, run: (one: Watched) => Promise<Done>) => {
        const sources = [...started].map(([name, one]) => ({ name, run: () => cost(one, run) }));
        const readings = await readInRounds(sources, rounds);
        const compared = (key: "perSecond" | "cpu", of: string) => {
          const values = (name: string) => column(readings, name, key);
          const baseline = figure({ name: "off", unit: of, values: values("off") });
          return [...started.keys()].map((name) =>
            figure({ name, unit: of, values: values(name), baseline }),
          );
        };
        return [
          { title: `${this.title}: ${title}`, figures: compared("perSecond", `${unit}/s`) },
          {
            title: `CPU of API and worker: ${title}`,
            figures: compared("cpu", `CPU ms of one of the ${unit}`),
          },
        ];
      };
      return [
        ...(await ofEach(
          "requests",
          `suppressed events over HTTP, ${connections} connections`,
          async ({ target }) => {
            const { perSecond } = await singleEvents(target, connections, milliseconds);
            return { perSecond, count: (perSecond * milliseconds) / 1_000 };
          },
        )),
        ...(await ofEach(
          "runs",
          `event to completed run, ${inFlight} in flight`,
          async ({ path }) => ({
            perSecond: await path.perSecond(runs, inFlight),
            count: runs,
          }),
        )),
      ];
    } finally {
      for (const { stack, db, path } of started.values()) {
        await path.close();
        await stack.stop(false);
        await db.close();
      }
      await sink.stop();
    }
  },
};

/** How much was done, and how much a second. */
interface Done {
  perSecond: number;
  count: number;
}

/** With the CPU that API and worker took for each: what neighbours on the machine do changes it less. */
async function cost(one: Watched, run: (one: Watched) => Promise<Done>) {
  const { dataDir } = one.stack;
  const processes = () => ({ api: pidOf(dataDir, "api"), worker: pidOf(dataDir, "worker") });
  const { result, cpu } = await cpuOf({ processes }, () => run(one));
  const { perSecond, count } = result;
  return { perSecond, cpu: (((cpu["api"] ?? NaN) + (cpu["worker"] ?? NaN)) * 1_000) / count };
}

/** On a database and a task queue of its own, beside the others on the same servers. */
async function watched(
  servers: Servers,
  name: string,
  env: Record<string, string>,
): Promise<Watched> {
  const databaseUrl = await servers.newDatabase(name);
  const stack = await startStack("telemetry", {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_TASK_QUEUE: name,
    ...env,
  });
  const db = openDatabase(databaseUrl, 4);
  await makeLaunching(db);
  await makeOnce(db);
  await makeContacts(db, contacts);
  const path = launches(apiClient(stack.url, stack.key), db);
  const target = { url: stack.url, key: stack.key, contacts };
  // Once before it counts: connections, prepared statements, compiled code.
  await path.perSecond(inFlight * 2, inFlight);
  await singleEvents(target, connections, 1_000);
  return { stack, db, path, target };
}
