import { createIngest } from "../src/ingest/create.ts";
import { apiClient } from "../replay/api-client.ts";
import { apiProcess } from "./api-process.ts";
import { makeContacts } from "./contacts.ts";
import type { HttpTarget } from "./http.ts";
import { bareAnswers, singleEvents } from "./http.ts";
import { launches } from "./launches.ts";
import { mailLatencies } from "./mail-latency.ts";
import { overload } from "./overload.ts";
import { inFlight, rawTemporal } from "./raw-temporal.ts";
import { renderedMails } from "./rendering.ts";
import { rawInserts } from "./raw-inserts.ts";
import type { Figure } from "./rounds.ts";
import { inRounds, quantile } from "./rounds.ts";
import type { Servers } from "./servers.ts";
import type { Sizes } from "./sizes.ts";
import { suppressedBatches } from "./suppressed.ts";
import { makeLaunching, makeMailing, makeOnce } from "./workflows.ts";

export interface Section {
  title: string;
  figures: Figure[];
}

const burst = 200;

/** Runs a second through the whole path, beside what Temporal does by itself. */
export async function launchSection(servers: Servers, { rounds, runs }: Sizes): Promise<Section> {
  await makeLaunching(servers.db);
  const raw = await rawTemporal(servers.temporalAddress);
  const path = launches(apiClient(servers.url, servers.key), servers.db);
  try {
    // Once before it counts: connections, prepared statements, compiled code.
    await path.perSecond(inFlight, inFlight);
    await raw.eagerRuns(inFlight);
    const unit = "runs/s";
    const figures = await inRounds(
      [
        { name: "raw: empty runs, eager, with a worker", unit, run: () => raw.eagerRuns(runs) },
        { name: "raw: StartWorkflow, no worker", unit: "starts/s", run: () => raw.starts(runs) },
        {
          name: `event to completed run, ${inFlight} in flight`,
          unit,
          run: () => path.perSecond(runs, inFlight),
        },
        {
          name: `event to completed run, ${burst} in flight`,
          unit,
          run: () => path.perSecond(runs, burst),
        },
      ],
      rounds,
    );
    return { title: "Launches", figures };
  } finally {
    await path.close();
    await raw.close();
  }
}

/** Suppressed events a second, beside what Postgres takes of rows as wide. */
export async function ingestSection(servers: Servers, sizes: Sizes): Promise<Section> {
  const { db } = servers.apart;
  await makeOnce(db);
  await makeContacts(db, sizes.contacts);
  const ingest = createIngest(db);
  try {
    const raw = await rawInserts(db, sizes.milliseconds);
    const figures = await inRounds([...raw, ...suppressedBatches(ingest, sizes)], sizes.rounds);
    return { title: "Suppressed events (once, 98 % and more suppressed)", figures };
  } finally {
    await ingest.close();
  }
}

/** Single events over HTTP; needs what `ingestSection` has made. */
export async function httpSection(servers: Servers, sizes: Sizes): Promise<Section[]> {
  const api = await apiProcess(servers.apart.url, servers.key);
  const target: HttpTarget = { url: api.url, key: servers.key, contacts: sizes.contacts };
  const latencies = { busy: [] as [number, number][], calm: [] as [number, number][] };
  const events = async (connections: number, into: [number, number][]): Promise<number> => {
    const { perSecond, p50, p99 } = await singleEvents(target, connections, sizes.milliseconds);
    into.push([p50, p99]);
    return perSecond;
  };
  try {
    await singleEvents(target, 64, 1_000);
    const unit = "requests/s";
    const figures = await inRounds(
      [
        {
          name: "a route that only answers, 64 connections",
          unit,
          run: async () => (await bareAnswers(target, 64, sizes.milliseconds)).perSecond,
        },
        { name: "single events, 64 connections", unit, run: () => events(64, latencies.busy) },
        { name: "single events, 4 connections", unit, run: () => events(4, latencies.calm) },
      ],
      sizes.rounds,
    );
    return [
      { title: "Suppressed events over HTTP", figures },
      {
        title: "How long a single event's answer takes",
        figures: [
          ...latency("4 connections", latencies.calm),
          ...latency("64 connections", latencies.busy),
        ],
      },
    ];
  } finally {
    await api.stop();
  }
}

/** From an event's answer to its mail in the inbox, with nothing else to do. */
export async function mailSection(servers: Servers, { mails }: Sizes): Promise<Section> {
  await makeMailing(servers.db);
  const api = apiClient(servers.url, servers.key);
  await mailLatencies(api, servers.db, 3);
  const values = await mailLatencies(api, servers.db, mails);
  const at = (share: number): [number][] => [[quantile(values, share)]];
  return {
    title: `From accepted event to received mail (${mails} events, two a second)`,
    figures: [figure("p50", at(0.5), 0), figure("p99", at(0.99), 0)],
  };
}

/** More than it can carry; needs what `mailSection` has made. */
export async function overloadSection(servers: Servers, sizes: Sizes): Promise<Section> {
  const seen = await overload(apiClient(servers.url, servers.key), servers.db, sizes.overload);
  const row = (name: string, value: number, unit = "runs/s", ratio = value / seen.steady) => ({
    name,
    unit,
    values: [value],
    median: value,
    ratio,
  });
  const { seconds, backlog } = sizes.overload;
  return {
    title: "More than it can carry, with mails",
    figures: [
      row("as many as it can carry", seen.steady),
      row(`twice as many for ${seconds} s, slowest 20 s`, seen.flooded),
      row("when the flood has ended", seen.drained),
      row(`a backlog of ${backlog}`, seen.backlogDrained),
      row("open first tasks, at most", seen.maxOpening, "runs", Number.NaN),
    ],
  };
}

/** E-mails rendered a second. */
export async function renderingSection(_: Servers, sizes: Sizes): Promise<Section> {
  return {
    title: "Ordinary e-mails rendered",
    figures: await renderedMails(sizes.milliseconds, sizes.rounds),
  };
}

/** E-mails a second through the whole path; needs what `mailSection` has made. */
export async function mailRateSection(servers: Servers, { rounds, runs }: Sizes): Promise<Section> {
  const raw = await rawTemporal(servers.temporalAddress);
  const path = launches(apiClient(servers.url, servers.key), servers.db, "benchMail");
  try {
    await path.perSecond(inFlight, inFlight);
    await raw.eagerRuns(inFlight);
    const figures = await inRounds(
      [
        {
          name: "raw: empty runs, eager, with a worker",
          unit: "runs/s",
          run: () => raw.eagerRuns(runs),
        },
        {
          name: `event to e-mail sent, ${inFlight} in flight`,
          unit: "mails/s",
          run: () => path.perSecond(runs, inFlight),
        },
      ],
      rounds,
    );
    return { title: "E-mails through the whole path", figures };
  } finally {
    await path.close();
    await raw.close();
  }
}

function latency(what: string, values: readonly [number, number][]): Figure[] {
  return [figure(`${what}, p50`, values, 0), figure(`${what}, p99`, values, 1)];
}

/** A figure in milliseconds, without a baseline to compare it with. */
function figure(name: string, rounds: readonly number[][], place: number): Figure {
  const values = rounds.map((round) => round[place] ?? Number.NaN);
  return { name, unit: "ms", values, median: quantile(values, 0.5), ratio: Number.NaN };
}
