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
import type { WorkerSettings } from "../support/worker.ts";
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

/** Two messages by each provider of a deployment, whose worker is killed while all are being taken. */
async function killed(cases: readonly ProviderCase[]): Promise<void> {
  const { db, url } = await testDatabase(10);
  const secretsKey = randomBytes(32);
  const fakes = await Promise.all(cases.map(fakeProvider));
  const given = cases.map((one, index) => ({ one, fake: required(fakes[index], "its server") }));
  for (const { one, fake } of given) await setUp(db, secretsKey, one, fake);
  const settings: WorkerSettings = {
    databaseUrl: url,
    taskQueue: unique("taken"),
    smtpUrl: "smtp://127.0.0.1:1",
    env: {
      SECRETS_KEY: secretsKey.toString("base64"),
      WEBHOOK_ALLOW_PRIVATE_HOSTS: fakes.map(({ host }) => host).join(","),
    },
  };

  for (const fake of fakes) fake.answer = () => "hang";
  const first = await workerProcess(settings);
  const ingest = createIngest(db);
  await ingest.ingest(cases.map((one) => incoming({ ...one.contact, typeKey: one.channel })));
  await eventually(
    "all to be taken",
    () => fakes.every((one) => one.received.length === 2),
    90_000,
  );
  const before = await Promise.all(cases.map((one) => kept(db, one)));
  await first.kill();

  for (const { one, fake } of given) fake.answer = one.answers.taken;
  await workerProcess(settings);
  await eventually(
    "all runs to end",
    async () => {
      const rows = await db.query("select 1 from runs where status = 'completed'");
      return rows.length === 2 * cases.length;
    },
    90_000,
  );
  await ingest.close();
  for (const [index, { one, fake }] of given.entries()) {
    results.set(one, { fake, before: before[index] ?? [], after: await kept(db, one) });
  }
}

async function setUp(
  db: Database,
  secretsKey: Buffer,
  one: ProviderCase,
  fake: FakeProvider,
): Promise<void> {
  await putSetup(contextOf(db), secretsKey, one.channel as ChannelName, {
    provider: one.description.name,
    settings: one.settings(fake.url),
    secrets: one.secrets,
    perSecond: null,
    concurrency: 10,
  });
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
beforeAll(async () => {
  await Promise.all(deployments().map(killed));
}, 240_000);

test.each(allProviders)(
  "$description.name, killed between taken and noted: marketing once and unknown, transactional again with the same id",
  (one) => {
    const { fake, before, after } = required(results.get(one), "what became of it");
    expect(before.map(({ state }) => state)).toEqual(["sending", "sending"]);
    const [marketing] = after.filter(({ transactional }) => !transactional);
    const [receipt] = after.filter(({ transactional }) => transactional);
    expect(marketing).toMatchObject({ state: "unknown", provider: null });
    expect(receipt).toMatchObject({ state: "sent", provider: one.description.name });
    const ids = fake.received.map(one.idOf);
    expect(ids.filter((id) => id === marketing?.id)).toHaveLength(1);
    expect(ids.filter((id) => id === receipt?.id)).toHaveLength(2);
  },
);
