import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { ChannelName } from "../../src/channels/registry.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { putSetup } from "../../src/services/channel-setups/put-setup.ts";
import { registerDevice } from "../../src/services/devices/devices.ts";
import { allProviders } from "../channels/all-providers.ts";
import { fakeProvider } from "../channels/fake-provider.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

interface Kept {
  id: string;
  transactional: boolean;
  state: string;
  provider: string | null;
  providerId: string | null;
}

test.each(allProviders)(
  "$description.name, killed between taken and noted: marketing once and unknown, transactional again with the same id",
  async (one) => {
    const { db, url } = await testDatabase(10);
    const fake = await fakeProvider(one);
    const secretsKey = randomBytes(32);
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
      await makeWorkflow(db, { definition: inARow(block) });
    }
    const { identities = [] } = one.contact;
    if (one.device !== undefined) {
      await registerDevice(contextOf(db), {
        contact: { identities, profile: {} },
        device: one.device,
      });
    }
    const kept = (): Promise<Kept[]> =>
      db.query<Kept>(
        `select id, transactional, state, provider, provider_id as "providerId" from messages order by id`,
      );
    const settings = {
      databaseUrl: url,
      taskQueue: unique("taken"),
      smtpUrl: "smtp://127.0.0.1:1",
      env: {
        SECRETS_KEY: secretsKey.toString("base64"),
        WEBHOOK_ALLOW_PRIVATE_HOSTS: fake.host,
      },
    };

    fake.answer = () => "hang";
    const first = await workerProcess(settings);
    const ingest = createIngest(db);
    await ingest.ingest([incoming(one.contact)]);
    await eventually("both to be taken", () => fake.received.length === 2, 60_000);
    expect((await kept()).map(({ state }) => state)).toEqual(["sending", "sending"]);
    await first.kill();

    fake.answer = one.answers.taken;
    await workerProcess(settings);
    await eventually(
      "both runs to end",
      async () => {
        const [row] = await db.query<{ n: number }>(
          "select count(*) as n from runs where status = 'completed'",
        );
        return row?.n === 2;
      },
      90_000,
    );
    const messages = await kept();
    const [marketing] = messages.filter(({ transactional }) => !transactional);
    const [receipt] = messages.filter(({ transactional }) => transactional);
    expect(marketing).toMatchObject({ state: "unknown", provider: null });
    expect(receipt).toMatchObject({ state: "sent", provider: one.description.name });
    const ids = fake.received.map(one.idOf);
    expect(ids.filter((id) => id === marketing?.id)).toHaveLength(1);
    expect(ids.filter((id) => id === receipt?.id)).toHaveLength(2);
    await ingest.close();
  },
  180_000,
);
