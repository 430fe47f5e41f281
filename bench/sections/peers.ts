import { campanileOrders } from "../campanile-orders.ts";
import type { Figure } from "../figures.ts";
import { figure } from "../figures.ts";
import type { MailSink } from "../mail-sink.ts";
import { startMailSink } from "../mail-sink.ts";
import { startNaive } from "../naive/start.ts";
import type { OrderProgram } from "../orders.ts";
import { newOrders, runOrders } from "../orders.ts";
import { onceEvents } from "../once-events.ts";
import { startDbos } from "../peer-programs/dbos.ts";
import { startInngest } from "../peer-programs/inngest.ts";
import { startRestate } from "../peer-programs/restate.ts";
import { cpuOf } from "../processes.ts";
import { column, readInRounds } from "../rounds.ts";
import type { BenchSection, Section } from "../section.ts";
import type { Servers } from "../servers.ts";

const lanes = 32;
const peers = { naive: startNaive, dbos: startDbos, restate: startRestate, inngest: startInngest };

type Reading = {
  events: number;
  eventsP99: number;
  runs: number;
  runsP99: number;
  aloneP50: number;
  cpu: number;
};

/** What others do with the same events, on the same Postgres, beside Campanile and by turns. */
export const section: BenchSection = {
  name: "peers",
  title: "Order, segment, mail: beside others",
  needs: "nothing",
  onlyByName: true,
  async run(start, { rounds, isQuick, peers: wanted = Object.keys(peers) }) {
    const sink = await startMailSink();
    const servers = await start({ SMTP_URL: sink.url });
    const programs: OrderProgram[] = [];
    try {
      programs.push(await campanileOrders(servers));
      for (const [name, startPeer] of Object.entries(peers)) {
        if (!wanted.includes(name)) continue;
        try {
          programs.push(await startPeer(servers, sink.url));
        } catch (error) {
          console.log(`  without ${name}: ${(error as Error).message}`);
        }
      }
      const [seconds, count] = isQuick ? [1, lanes] : [2, 100];
      const read = (program: OrderProgram, runs: number) =>
        reading(servers, sink, program, { seconds, runs });
      // Once before it counts: connections, prepared statements, compiled code.
      for (const program of programs) await read(program, lanes);
      const readings = await readInRounds(
        programs.map((program) => ({ name: program.name, run: () => read(program, count) })),
        rounds,
      );
      return rows.map((row) => table(row, readings));
    } finally {
      for (const program of programs.toReversed()) await program.stop();
      await servers.stop();
      await sink.stop();
    }
  },
};

async function reading(
  servers: Servers,
  sink: MailSink,
  program: OrderProgram,
  { seconds, runs }: { seconds: number; runs: number },
): Promise<Reading> {
  console.log(`  ${program.name}`);
  const events = await onceEvents(program, sink, { connections: lanes, seconds });
  const calm = newOrders(5);
  const orders = newOrders(runs);
  await program.prepare([...calm, ...orders]);
  const alone = await runOrders(program, sink, calm, 1);
  const everything = {
    processes: () => {
      const { temporal, postgres } = servers.processes();
      return { ...program.processes(), temporal, postgres };
    },
  };
  const { result: busy, cpu } = await cpuOf(everything, () =>
    runOrders(program, sink, orders, lanes),
  );
  const all = Object.values(cpu).reduce((sum, each) => sum + each, 0);
  return {
    events: events.perSecond,
    eventsP99: events.p99,
    runs: busy.perSecond,
    runsP99: busy.p99,
    aloneP50: alone.p50,
    cpu: (all * 1_000) / runs,
  };
}

interface Row {
  key: keyof Reading;
  title: string;
  unit: string;
}

const rows: Row[] = [
  {
    key: "events",
    title: `Events of contacts that had their run, once a contact, ${lanes} requests at once`,
    unit: "events/s",
  },
  { key: "eventsP99", title: "How long the answer to such an event takes, p99", unit: "ms" },
  { key: "runs", title: `Whole runs: order, segment, mail; ${lanes} under way`, unit: "runs/s" },
  { key: "runsP99", title: `From event to mail, ${lanes} under way, p99`, unit: "ms" },
  { key: "aloneP50", title: "From event to mail, one at a time, p50", unit: "ms" },
  {
    key: "cpu",
    title: "CPU a run: the program, its servers, Temporal and Postgres",
    unit: "ms",
  },
];

/** A line for each program; the ratio is to Campanile. */
function table(
  { key, title, unit }: Row,
  readings: ReadonlyMap<string, readonly Reading[]>,
): Section {
  const of = (name: string) => ({ name, unit, values: column(readings, name, key) });
  const names = [...readings.keys()];
  const [first] = names;
  if (first === undefined) throw new Error("nobody was measured");
  const baseline = figure(of(first));
  return { title, figures: names.map((name): Figure => figure({ ...of(name), baseline })) };
}
