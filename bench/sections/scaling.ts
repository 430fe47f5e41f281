import { cpus } from "node:os";
import { required } from "../../src/domain/required.ts";
import type { Figure } from "../figures.ts";
import { figure } from "../figures.ts";
import type { Deployment } from "../scaling/deployments.ts";
import { deploymentFor, eventVisits, runVisits, stationsOf } from "../scaling/deployments.ts";
import type { Outcome, Visit } from "../scaling/network.ts";
import { simulate } from "../scaling/network.ts";
import type { ServiceTimes } from "../scaling/service-times.ts";
import { measureServiceTimes } from "../scaling/service-times.ts";
import type { BenchSection, Section } from "../section.ts";

const simulatedSeconds = 4;

/** Checks docs/scaling.md by a simulation of queues, from service times that it measures first. */
export const section: BenchSection = {
  name: "scaling",
  title: "Scale on paper: queues simulated from measured service times",
  async run(servers, sizes) {
    const times = await measureServiceTimes(servers, sizes);
    return [
      serviceTable(times),
      validated(times),
      extrapolated(deploymentFor(times, 1_000, "single")),
      extrapolated(deploymentFor(times, 10_000, "single")),
      extrapolated(deploymentFor(times, 10_000, "batched")),
      extrapolated(deploymentFor(times, 100_000, "batched")),
    ];
  },
};

const words = {
  single: "an event in a request of its own",
  batched: "an event of a batch of a hundred (the bench in the API's place)",
  run: "a run of one block, with its event",
};
const kinds = ["single", "batched", "run"] as const;

function serviceTable(times: ServiceTimes): Section {
  const figures = kinds.flatMap((kind) =>
    Object.entries(times[kind].cpu).map(([part, milliseconds]) =>
      figure({ name: `${words[kind]}: ${part}`, unit: "ms of CPU", values: [milliseconds] }),
    ),
  );
  return { title: "Service times, measured", figures };
}

/** The machine that was measured: all parts share its cores, and the next comes when one is done. */
function validated(times: ServiceTimes): Section {
  const machine = [{ name: "machine", servers: cpus().length }];
  const figures = kinds.flatMap((kind): Figure[] => {
    const { inFlight, perSecond, cpu } = times[kind];
    const visits = Object.values(cpu).map((milliseconds): Visit => ({
      station: "machine",
      milliseconds,
    }));
    const seconds = kind === "run" ? 60 : simulatedSeconds;
    const outcome = simulate(machine, { inFlight }, seconds, () => ({ kind, visits }));
    const unit = kind === "run" ? "runs/s" : "events/s";
    const real = figure({ name: `${words[kind]}: measured`, unit, values: [perSecond] });
    const values = [kindOf(outcome, kind).perSecond];
    return [real, figure({ name: `${words[kind]}: simulated`, unit, values, baseline: real })];
  });
  return { title: `Simulated beside measured, on ${cpus().length} cores`, figures };
}

function extrapolated(deployment: Deployment): Section {
  const { eventsPerSecond, runsPerSecond, batch } = deployment;
  const usual = outcomeOf(deployment, 1);
  const twice = outcomeOf(deployment, 2);
  const of = (name: string, unit: string, value: number): Figure =>
    figure({ name, unit, values: [value] });
  const [part, busy] = busiest(usual);
  const [partThen, busyThen] = busiest(twice);
  return {
    title: `${eventsPerSecond.toLocaleString("en")} events/s, ${batch}, ${runsPerSecond} runs/s`,
    figures: [
      of("API processes", "", deployment.apis),
      of("Postgres's cores", "", deployment.postgresCores),
      of("worker processes", "", deployment.workers),
      of("cores of Temporal's services", "", deployment.temporalCores),
      of("history shards", "", deployment.shards),
      of("answers, p99", "ms", kindOf(usual, "events").p99),
      of("runs, p99", "ms", kindOf(usual, "runs").p99),
      of(`busiest: ${part}`, "%", 100 * busy),
      of("answers a second at twice the rate", "events/s", kindOf(twice, "events").perSecond),
      of("answers at twice the rate, p99", "ms", kindOf(twice, "events").p99),
      of(`busiest then: ${partThen}`, "%", 100 * busyThen),
    ],
  };
}

/** Events and the runs of some of them, both coming by chance. */
function outcomeOf(deployment: Deployment, times: number): Outcome {
  const { eventsPerSecond, runsPerSecond } = deployment;
  const all = eventsPerSecond + runsPerSecond;
  return simulate(stationsOf(deployment), { perSecond: times * all }, simulatedSeconds, (random) =>
    random() < runsPerSecond / all
      ? { kind: "runs", visits: runVisits(deployment, random) }
      : { kind: "events", visits: eventVisits(deployment) },
  );
}

const kindOf = (outcome: Outcome, kind: string) => required(outcome.kinds.get(kind), kind);

/** Of the parts that are bought by the core: which one's time is used most, and how much of it. */
function busiest({ busy }: Outcome): [string, number] {
  const parts = [...busy].filter(([name]) => !name.startsWith("shard"));
  return required(parts.toSorted((a, b) => b[1] - a[1])[0], "a part");
}
