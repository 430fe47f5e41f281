import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { ChannelName } from "../../src/channels/registry.ts";
import { channels } from "../../src/channels/registry.ts";
import type { Database } from "../../src/db/core/database.ts";
import { groupedBy } from "../../src/domain/grouped-by.ts";
import { required } from "../../src/domain/required.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { putSetup } from "../../src/services/channel-setups/put-setup.ts";
import { allProviders } from "../channels/all-providers.ts";
import type { FakeProvider } from "../channels/fake-provider.ts";
import { fakeProvider } from "../channels/fake-provider.ts";
import type { ProviderCase } from "../channels/provider-case.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import type { WorkerSettings } from "../support/worker.ts";
import { workerProcess } from "../support/worker.ts";

const members = 250;
const concurrency = 10;
/** After how many messages of each channel the worker is killed. */
const killsAt = [60, 150];

/** One provider of each channel that has any. */
const cases = [...groupedBy(allProviders, ({ channel }) => channel).values()].map(([first]) =>
  required(first, "a provider"),
);

/** Members whom every channel reaches, each at an address of its own. */
async function membersOfEveryChannel(db: Database): Promise<void> {
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'All')");
  await db.query(
    `insert into contacts (id, email, phone, source)
     select make_uuid7(), 'm' || n || '@example.com', '+4930' || (1000000 + n), 'test'
       from generate_series(1, $1::int) n`,
    [members],
  );
  await db.query(
    `insert into segment_members (segment_id, contact_id)
     select s.id, c.id from segments s, contacts c`,
  );
  await db.query(
    `insert into contact_identities (contact_id, kind, value)
     select c.id, k.kind, k.prefix || right(c.phone, 7)
       from contacts c,
            (values ('telegram', '90'), ('viber', 'viber'), ('slack', 'U')) as k (kind, prefix)`,
  );
  for (const { channel, device } of cases) {
    if (device === undefined) continue;
    const isWeb = device.platform === "web";
    const token = isWeb ? device.subscription.endpoint : device.token;
    const keys = isWeb ? JSON.stringify(device.subscription.keys) : null;
    await db.query(
      `insert into contact_devices (id, contact_id, channel, token, keys, platform)
       select make_uuid7(), id, $1, $2 || '-' || right(phone, 7), $3::jsonb, $4 from contacts`,
      [channel, token, keys, device.platform],
    );
  }
}

interface Sending {
  one: ProviderCase;
  fake: FakeProvider;
  /** Ids of messages that were taken and never answered. */
  hung: Set<string>;
}

async function setUp(db: Database, secretsKey: Buffer, one: ProviderCase): Promise<Sending> {
  const fake = await fakeProvider(one);
  await putSetup(contextOf(db), sealingKeysOf(secretsKey), one.channel as ChannelName, {
    provider: one.description.name,
    settings: one.settings(fake.url),
    secrets: one.secrets,
    perSecond: null,
    concurrency,
  });
  const { kind, config } = one.block;
  const messages = [{ kind, config }];
  const block = { id: "all", kind: "sendToSegment", config: { segment: "All", messages } };
  await makeWorkflow(db, { name: one.channel, definition: inARow(block) });
  return { one, fake, hung: new Set() };
}

/** From its so-manieth message on, each provider takes what it is given and says nothing. */
function hangAt({ one, fake, hung }: Sending, count: number): void {
  fake.answer = (request) => {
    if (fake.received.length <= count) return one.answers.taken(request);
    hung.add(one.idOf(request));
    return "hang";
  };
}

/** Kills a worker while each provider has taken messages of which it does not know. */
async function killInTheMiddle(
  db: Database,
  settings: WorkerSettings,
  sendings: readonly Sending[],
  count: number,
): Promise<void> {
  const before = new Map(sendings.map((sending) => [sending, sending.hung.size]));
  for (const sending of sendings) hangAt(sending, count);
  const worker = await workerProcess(settings);
  await eventually("each provider to hang", () =>
    sendings.every((sending) => sending.hung.size > (before.get(sending) ?? 0)),
  );
  await worker.kill();
  // As if the slots that it held had been given back in time: it sends nothing any more.
  await db.query("delete from channel_slots");
}

test("each channel that has providers is among them", () => {
  const withProviders = [...channels.values()].filter(({ providers = [] }) => providers.length > 0);
  expect(cases.map(({ channel }) => channel).toSorted()).toEqual(
    withProviders.map(({ name }) => name).toSorted(),
  );
});

test("workers killed in the middle of a broadcast on each channel: none lost, none twice, and unknown are those that were being taken", async () => {
  const { db, url } = await testDatabase(10);
  const secretsKey = randomBytes(32);
  await membersOfEveryChannel(db);
  const sendings: Sending[] = [];
  for (const one of cases) sendings.push(await setUp(db, secretsKey, one));
  const settings: WorkerSettings = {
    databaseUrl: url,
    taskQueue: unique("broadcasts"),
    smtpUrl: "smtp://127.0.0.1:1",
    env: {
      SECRETS_KEY: secretsKey.toString("base64"),
      WEBHOOK_ALLOW_PRIVATE_HOSTS: sendings.map(({ fake }) => fake.host).join(","),
    },
  };
  const ingest = createIngest(db);
  await ingest.ingest([incoming({})]);
  for (const count of killsAt) await killInTheMiddle(db, settings, sendings, count);
  for (const { one, fake } of sendings) fake.answer = one.answers.taken;
  await workerProcess(settings);
  await eventually("all broadcasts to end", async () => {
    const rows = await db.query("select 1 from broadcasts where ended_at is not null");
    return rows.length === cases.length;
  });

  for (const { one, fake, hung } of sendings) {
    const { channel } = one;
    const rows = await db.query<{ id: string; state: string; notes: number }>(
      `select m.id, m.state,
              (select count(*) from message_log l where l.message_id = m.id and l.state = 'unknown') as notes
         from messages m where m.channel = $1`,
      [channel],
    );
    const idsOf = (state: string): string[] =>
      rows.filter((row) => row.state === state).map(({ id }) => id);
    const [sent, unknown] = [idsOf("sent"), idsOf("unknown")];
    const taken = fake.received.map(one.idOf);
    expect([channel, rows.length, sent.length + unknown.length]).toEqual([
      channel,
      members,
      members,
    ]);
    // Never twice, as marketing messages; what was not taken was sent later.
    expect([channel, new Set(taken).size]).toEqual([channel, taken.length]);
    expect(sent.filter((id) => !taken.includes(id))).toEqual([]);
    // What was taken and not noted is unknown, and noted as such once.
    expect([...hung].filter((id) => !unknown.includes(id))).toEqual([]);
    expect(rows.every(({ state, notes }) => notes === (state === "unknown" ? 1 : 0))).toBe(true);
    expect(unknown.length).toBeLessThanOrEqual(killsAt.length * concurrency);
    expect(taken.filter((id) => !sent.includes(id) && !unknown.includes(id))).toEqual([]);
  }
  const counts = await db.query("select sent + unknown as n, total, skipped from broadcasts");
  expect(counts).toEqual(cases.map(() => ({ n: members, total: members, skipped: 0 })));
  await ingest.close();
});
