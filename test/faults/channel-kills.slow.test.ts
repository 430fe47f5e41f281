import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { ChannelName } from "../../src/channels/registry.ts";
import type { Database } from "../../src/db/core/database.ts";
import { groupedBy } from "../../src/domain/grouped-by.ts";
import { required } from "../../src/domain/required.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { putSetup } from "../../src/services/channel-setups/put-setup.ts";
import { registerDevice } from "../../src/services/devices/devices.ts";
import { allProviders } from "../channels/all-providers.ts";
import type { FakeProvider } from "../channels/fake-provider.ts";
import { fakeProvider } from "../channels/fake-provider.ts";
import type { ProviderCase } from "../channels/provider-case.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import type { WorkerProcess, WorkerSettings } from "../support/worker.ts";
import { workerProcess } from "../support/worker.ts";

interface Kept {
  id: string;
  transactional: boolean;
  state: string;
  provider: string | null;
}

/** What a test looks at: a provider, and what its deployment has kept of its two messages. */
interface Killed {
  fake: FakeProvider;
  before: Kept[];
  after: Kept[];
}

const results = new Map<ProviderCase, Killed>();

/** A channel has one provider at a time: as many deployments as one channel has providers. */
function deployments(): ProviderCase[][] {
  const shared: ProviderCase[][] = [];
  for (const [, ofChannel] of groupedBy(allProviders, ({ channel }) => channel)) {
    for (const [index, one] of ofChannel.entries()) (shared[index] ??= []).push(one);
  }
  return shared;
}

const kept = (db: Database, { channel }: ProviderCase): Promise<Kept[]> =>
  db.query<Kept>(
    `select id, transactional, state, provider from messages where channel = $1 order by id`,
    [channel],
  );

interface Deployment {
  cases: readonly ProviderCase[];
  fakes: readonly FakeProvider[];
  db: Database;
  settings: WorkerSettings;
}

/** A workspace with one provider for each of its channels, two workflows each, and no worker yet. */
async function deploy(cases: readonly ProviderCase[]): Promise<Deployment> {
  const { db, url } = await testDatabase(10);
  const secretsKey = randomBytes(32);
  const fakes = await Promise.all(cases.map(fakeProvider));
  for (const [index, one] of cases.entries()) {
    await setUp(db, secretsKey, one, required(fakes[index], "its server"));
  }
  const settings: WorkerSettings = {
    databaseUrl: url,
    taskQueue: unique("taken"),
    smtpUrl: "smtp://127.0.0.1:1",
    env: {
      SECRETS_KEY: secretsKey.toString("base64"),
      WEBHOOK_ALLOW_PRIVATE_HOSTS: fakes.map(({ host }) => host).join(","),
    },
  };
  return { cases, fakes, db, settings };
}

/** Two messages by each provider, all of them taken and none of them answered when the worker is killed. */
async function killWhileTaken(
  { cases, fakes, db }: Deployment,
  worker: WorkerProcess,
): Promise<Kept[][]> {
  for (const fake of fakes) fake.answer = () => "hang";
  const ingest = createIngest(db);
  await ingest.ingest(cases.map((one) => incoming({ ...one.contact, typeKey: one.channel })));
  await eventually("all to be taken", () => fakes.every((one) => one.received.length === 2));
  const before = await Promise.all(cases.map((one) => kept(db, one)));
  await worker.kill();
  await ingest.close();
  for (const [index, one] of cases.entries()) {
    required(fakes[index], "its server").answer = one.answers.taken;
  }
  return before;
}

async function goOn({ cases, db, settings }: Deployment): Promise<Kept[][]> {
  await workerProcess(settings);
  await eventually("all runs to end", async () => {
    const rows = await db.query("select 1 from runs where status = 'completed'");
    return rows.length === 2 * cases.length;
  });
  return Promise.all(cases.map((one) => kept(db, one)));
}

async function setUp(
  db: Database,
  secretsKey: Buffer,
  one: ProviderCase,
  fake: FakeProvider,
): Promise<void> {
  await putSetup(contextOf(db), sealingKeysOf(secretsKey), one.channel as ChannelName, {
    provider: one.description.name,
    settings: one.settings(fake.url),
    secrets: one.secrets,
    perSecond: null,
    concurrency: 10,
  });
  // Of one that was changed only now, a worker might have sent by the one before: it is asked nothing again.
  await db.query("update channel_setups set updated_at = now() - interval '1 hour'");
  for (const transactional of [false, true]) {
    const { kind, config } = one.block;
    const block = { id: "message", kind, config: { ...config, transactional } };
    const start = { ...startOnOrder, eventTypeKey: one.channel };
    await makeWorkflow(db, { definition: inARow(block), bindings: [start] });
  }
  const { identities = [] } = one.contact;
  if (one.device !== undefined) {
    await registerDevice(contextOf(db), {
      contact: { identities, profile: {} },
      device: one.device,
    });
  }
}

// All at once, as most of the time is waiting: for workers to start, and for Temporal to miss them.
// But what is taken first would be given up while others still start or are given theirs: one by one.
beforeAll(async () => {
  const all = await Promise.all(deployments().map(deploy));
  const workers = await Promise.all(all.map(({ settings }) => workerProcess(settings)));
  const before: Kept[][][] = [];
  for (const [index, one] of all.entries()) {
    before.push(await killWhileTaken(one, required(workers[index], "its worker")));
  }
  const after = await Promise.all(all.map(goOn));
  for (const [at, { cases, fakes }] of all.entries()) {
    for (const [index, one] of cases.entries()) {
      results.set(one, {
        fake: required(fakes[index], "its server"),
        before: before[at]?.[index] ?? [],
        after: after[at]?.[index] ?? [],
      });
    }
  }
});

test.each(allProviders)(
  "$description.name (knows ids: $isIdempotent), killed between taken and noted: marketing once and unknown, or by the same id where that makes no second one; transactional again",
  (one) => {
    const { fake, before, after } = required(results.get(one), "what became of it");
    expect(before.map(({ state }) => state)).toEqual(["sending", "sending"]);
    const [marketing] = after.filter(({ transactional }) => !transactional);
    const [receipt] = after.filter(({ transactional }) => transactional);
    const sent = { state: "sent", provider: one.description.name };
    expect(marketing).toMatchObject(one.isIdempotent ? sent : { state: "unknown", provider: null });
    expect(receipt).toMatchObject(sent);
    const requestsOf = (message: Kept | undefined) =>
      fake.received.filter((request) => one.idOf(request) === message?.id);
    expect(requestsOf(marketing)).toHaveLength(one.isIdempotent ? 2 : 1);
    expect(requestsOf(receipt)).toHaveLength(2);
    // By the same id a provider takes the same message only.
    if (one.isIdempotent) {
      expect(new Set(requestsOf(marketing).map(({ body }) => body)).size).toBe(1);
    }
  },
);
