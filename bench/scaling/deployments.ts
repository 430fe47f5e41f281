import type { Station, Visit } from "./network.ts";
import type { ServiceTimes } from "./service-times.ts";

/** Of so many events one launches a run. */
const eventsOfRun = 50;
/** No part shall be busier than this: what is left is for the minute that is twice as busy. */
const mostBusy = 0.6;
/** How long a commit waits for a disk of a data centre; many commits share one wait. */
const commitMs = 1.5;
/** How often a run's history is written, and for how long each write holds its shard. */
const shardWrites = 6;
const shardHeldMs = 3;

export interface Deployment {
  times: ServiceTimes;
  eventsPerSecond: number;
  runsPerSecond: number;
  batch: "single" | "batched";
  apis: number;
  postgresCores: number;
  workers: number;
  temporalCores: number;
  shards: number;
}

/** What an event costs an API: of batches, what the bench did in its place. */
const apiMs = ({ times, batch }: Pick<Deployment, "times" | "batch">): number =>
  batch === "single" ? times.single.cpu.api : times.batched.cpu.bench;

/** What a rate takes, by the service times alone. */
export function deploymentFor(
  times: ServiceTimes,
  eventsPerSecond: number,
  batch: Deployment["batch"],
): Deployment {
  const runsPerSecond = eventsPerSecond / eventsOfRun;
  const servers = (msPerSecond: number): number => Math.ceil(msPerSecond / 1_000 / mostBusy);
  const { worker, temporal, postgres } = times.run.cpu;
  const lockedMs = runsPerSecond * shardWrites * shardHeldMs;
  return {
    times,
    eventsPerSecond,
    runsPerSecond,
    batch,
    apis: servers(eventsPerSecond * apiMs({ times, batch })),
    postgresCores: servers(eventsPerSecond * times[batch].cpu.postgres + runsPerSecond * postgres),
    workers: servers(runsPerSecond * worker),
    temporalCores: servers(runsPerSecond * temporal),
    // Held a twentieth of its time, a shard hardly ever lets a write wait. A power of two.
    shards: Math.max(512, 2 ** Math.ceil(Math.log2(lockedMs / 1_000 / 0.05))),
  };
}

export function stationsOf(deployment: Deployment): Station[] {
  const { apis, postgresCores, workers, temporalCores, shards } = deployment;
  return [
    { name: "API", servers: apis },
    { name: "Postgres", servers: postgresCores },
    { name: "worker", servers: workers },
    { name: "Temporal", servers: temporalCores },
    ...Array.from({ length: shards }, (_, number) => ({ name: `shard ${number}`, servers: 1 })),
  ];
}

/** An event's way up to its answer. */
export function eventVisits(deployment: Deployment): Visit[] {
  const api = apiMs(deployment);
  return [
    { station: "API", milliseconds: api / 2 },
    { station: "Postgres", milliseconds: deployment.times[deployment.batch].cpu.postgres },
    { station: null, milliseconds: commitMs },
    { station: "API", milliseconds: api / 2 },
  ];
}

/** A run's way from its start on: as often to each part as its history is written. */
export function runVisits({ times, shards }: Deployment, random: () => number): Visit[] {
  const { worker, temporal, postgres } = times.run.cpu;
  const own = `shard ${Math.floor(random() * shards)}`;
  return Array.from({ length: shardWrites }, (): Visit[] => [
    { station: "Temporal", milliseconds: temporal / shardWrites },
    { station: own, milliseconds: shardHeldMs },
    { station: "worker", milliseconds: worker / shardWrites },
    { station: "Postgres", milliseconds: postgres / shardWrites },
  ]).flat();
}
