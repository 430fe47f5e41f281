import { apiClient } from "../../replay/api-client.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { required } from "../../src/domain/required.ts";
import { makeContacts } from "../contacts.ts";
import { singleEvents } from "../http.ts";
import { launches } from "../launches.ts";
import { cpuOf } from "../processes.ts";
import { inFlight } from "../raw-temporal.ts";
import type { Servers } from "../servers.ts";
import type { Sizes } from "../sizes.ts";
import { suppressedBatches } from "../suppressed.ts";
import { makeLaunching, makeOnce } from "../workflows.ts";

export type Part = "api" | "worker" | "temporal" | "postgres" | "bench";

/** What was seen of one kind of work. */
export interface Measured {
  perSecond: number;
  inFlight: number;
  /** Milliseconds of CPU that each part spends on one. */
  cpu: Record<Part, number>;
}

export interface ServiceTimes {
  /** A suppressed event in a request of its own. */
  single: Measured;
  /** The same in batches of a hundred, which this process takes in: `bench` does an API's work. */
  batched: Measured;
  /** A run of one block, with its event. */
  run: Measured;
}

const connections = 64;

export async function measureServiceTimes(servers: Servers, sizes: Sizes): Promise<ServiceTimes> {
  const { db, url, key } = servers;
  await makeOnce(db);
  await makeLaunching(db);
  await makeContacts(db, sizes.contacts);
  const target = { url, key, contacts: sizes.contacts };
  const rates = { contacts: sizes.contacts, milliseconds: sizes.milliseconds };
  const ingest = createIngest(db);
  const path = launches(apiClient(url, key), db);
  try {
    const [, hundred] = suppressedBatches(ingest, { ...sizes, ...rates });
    const batches = required(hundred, "batches of a hundred");
    await singleEvents(target, connections, 1_000);
    await path.perSecond(inFlight, inFlight);
    await batches.run();
    return {
      single: await measured(servers, connections, async () => {
        const { perSecond } = await singleEvents(target, connections, sizes.milliseconds);
        return { perSecond, count: (perSecond * sizes.milliseconds) / 1_000 };
      }),
      batched: await measured(servers, 200, async () => {
        const perSecond = await batches.run();
        return { perSecond, count: (perSecond * sizes.milliseconds) / 1_000 };
      }),
      run: await measured(servers, inFlight, async () => {
        const perSecond = await path.perSecond(sizes.runs, inFlight);
        return { perSecond, count: sizes.runs };
      }),
    };
  } finally {
    await ingest.close();
    await path.close();
  }
}

async function measured(
  servers: Servers,
  atOnce: number,
  work: () => Promise<{ perSecond: number; count: number }>,
): Promise<Measured> {
  // The servers descend from this process: of it only what it spends itself.
  const before = process.cpuUsage();
  const { result, cpu } = await cpuOf(servers, work);
  const { user, system } = process.cpuUsage(before);
  const spent: Record<string, number> = { ...cpu, bench: (user + system) / 1_000_000 };
  const each = (part: Part): number =>
    (1_000 * required(spent[part], `the CPU of ${part}`)) / result.count;
  return {
    perSecond: result.perSecond,
    inFlight: atOnce,
    cpu: {
      api: each("api"),
      worker: each("worker"),
      temporal: each("temporal"),
      postgres: each("postgres"),
      bench: each("bench"),
    },
  };
}
