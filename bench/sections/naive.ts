import { Client, Connection } from "@temporalio/client";
import type { CampanileOrders } from "../campanile-orders.ts";
import { campanileOrders } from "../campanile-orders.ts";
import { figure } from "../figures.ts";
import type { Figure, Mark } from "../figures.ts";
import { startMailSink } from "../mail-sink.ts";
import type { MailSink } from "../mail-sink.ts";
import type { NaiveProgram } from "../naive/start.ts";
import { startNaive } from "../naive/start.ts";
import { newOrders, runOrders } from "../orders.ts";
import { cpuOf } from "../processes.ts";
import { column, readInRounds } from "../rounds.ts";
import type { BenchSection, Section } from "../section.ts";
import type { Servers } from "../servers.ts";
import { historyOf, persistenceOf } from "../temporal-counts.ts";

const lanes = 32;

/** What one program's runs took, in one round. CPU in milliseconds a run. */
type Reading = {
  perSecond: number;
  p99: number;
  programCpu: number;
  temporalCpu: number;
  postgresCpu: number;
  historyEvents: number;
  persistenceWrites: number;
};

/** Whole runs of three steps, beside a naive program on the same servers. */
export const section: BenchSection = {
  name: "naive",
  title: "Order, segment, mail: beside a naive program on Temporal",
  needs: "nothing",
  async run(start, { rounds, runs }) {
    const sink = await startMailSink();
    const servers = await start({ SMTP_URL: sink.url });
    const naive = await startNaive(servers, sink.url);
    const campanile = await campanileOrders(servers);
    const connection = await Connection.connect({ address: servers.temporalAddress });
    const client = new Client({ connection });
    const read = (program: NaiveProgram | CampanileOrders, count: number) =>
      reading({ servers, sink, client, program, count });
    try {
      // Once before it counts: connections, prepared statements, compiled code.
      for (const program of [naive, campanile]) await read(program, 2 * lanes);
      const readings = await readInRounds(
        [naive, campanile].map((program) => ({
          name: program.name,
          run: () => read(program, runs),
        })),
        rounds,
      );
      return tables(this.title, readings, naive.name, campanile.name);
    } finally {
      await connection.close();
      await naive.stop();
      await servers.stop();
      await sink.stop();
    }
  },
};

async function reading(of: {
  servers: Servers;
  sink: MailSink;
  client: Client;
  program: NaiveProgram | CampanileOrders;
  count: number;
}): Promise<Reading> {
  const { servers, sink, client, program, count } = of;
  const orders = newOrders(count);
  await program.prepare(orders);
  const everything = {
    processes: () => {
      const { temporal, postgres } = servers.processes();
      return { ...program.processes(), temporal, postgres };
    },
  };
  const { result, cpu } = await cpuOf(everything, () =>
    persistenceOf(servers, () => runOrders(program, sink, orders, lanes)),
  );
  const { temporal = Number.NaN, postgres = Number.NaN, ...own } = cpu;
  const each = (seconds: number): number => (seconds * 1_000) / count;
  const [order] = orders;
  if (order === undefined) throw new Error("there was no order");
  const history = await historyOf(client, await program.workflowId(order));
  return {
    perSecond: result.result.perSecond,
    p99: result.result.p99,
    programCpu: each(Object.values(own).reduce((sum, seconds) => sum + seconds, 0)),
    temporalCpu: each(temporal),
    postgresCpu: each(postgres),
    historyEvents: history.events,
    persistenceWrites: result.persistence.writes / count,
  };
}

const rows: { key: keyof Reading; what: string; unit: string; mark?: Mark }[] = [
  {
    key: "perSecond",
    what: `whole runs, ${lanes} under way`,
    unit: "runs/s",
    mark: { atLeast: 2.5 },
  },
  { key: "p99", what: "from event to mail, p99", unit: "ms" },
  { key: "programCpu", what: "CPU a run, API and worker", unit: "ms", mark: { atMost: 0.5 } },
  { key: "temporalCpu", what: "CPU a run, Temporal's server", unit: "ms", mark: { atMost: 0.5 } },
  { key: "postgresCpu", what: "CPU a run, Postgres", unit: "ms" },
  { key: "historyEvents", what: "history events a run", unit: "", mark: { atMost: 0.5 } },
  { key: "persistenceWrites", what: "persistence writes a run", unit: "", mark: { atMost: 0.5 } },
];

/** A line for the naive program, then one for Campanile, of each thing that was read. */
function tables(
  title: string,
  readings: ReadonlyMap<string, readonly Reading[]>,
  naive: string,
  campanile: string,
): Section {
  const figures = rows.flatMap(({ key, what, unit, mark }): Figure[] => {
    const of = (name: string) => ({
      name: `${what}: ${name}`,
      unit,
      values: column(readings, name, key),
    });
    const baseline = figure(of(naive));
    return [figure({ ...of(naive), baseline }), figure({ ...of(campanile), baseline, mark })];
  });
  return { title, figures };
}
