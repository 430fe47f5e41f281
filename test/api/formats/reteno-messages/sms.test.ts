import { sealingKeysOf } from "../../../../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { putSetup } from "../../../../src/services/channel-setups/put-setup.ts";
import { httpCase } from "../../../channels/cases/http.ts";
import type { FakeProvider } from "../../../channels/fake-provider.ts";
import { fakeProvider } from "../../../channels/fake-provider.ts";
import { contextOf } from "../../../support/context.ts";
import type { Stack } from "../../../support/mail-stack.ts";
import { stack } from "../../../support/mail-stack.ts";
import { workerHere } from "../../../support/worker.ts";
import { testApi } from "../../workflows/api.ts";
import { ask } from "./ask.ts";

const phone = "+380501234567";
const other = "+380671234567";

async function withSms({ worker = true } = {}): Promise<Stack & { gateway: FakeProvider }> {
  const gateway = await fakeProvider(httpCase);
  const secretsKey = randomBytes(32);
  const env = {
    SECRETS_KEY: secretsKey.toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: gateway.host,
  };
  const campanile = await stack({ worker: false });
  await putSetup(contextOf(campanile.db), sealingKeysOf(secretsKey), "sms", {
    provider: httpCase.description.name,
    settings: httpCase.settings(gateway.url),
    secrets: httpCase.secrets,
    perSecond: null,
    concurrency: 10,
  });
  if (worker) await workerHere({ ...campanile.settings, env });
  return { ...campanile, gateway };
}

const sentBy = ({ received }: FakeProvider) =>
  received.map(({ body }) => JSON.parse(body) as { to: string; text: string });

test("an SMS goes to each number as it is written, and its status is told", async () => {
  const campanile = await withSms();
  const text = "1 < 2 & {{ 1 | plus: 1 }}";
  const sent = await ask(campanile, "POST", "/message/sms", {
    from: "Shop",
    text,
    phoneNumbers: ["380501234567", 380671234567, "nobody"],
  });
  expect(sent).toMatchObject({
    status: 200,
    body: {
      results: [
        { locator: "380501234567", status: "OK" },
        { locator: "380671234567", status: "OK" },
        { locator: "nobody", status: "ERROR", message: expect.stringContaining("phone number") },
      ],
    },
  });
  await campanile.ended(2);
  const messages = sentBy(campanile.gateway).toSorted((a, b) => (a.to < b.to ? -1 : 1));
  expect(messages).toMatchObject([
    { to: phone, text: expect.stringContaining(text) },
    { to: other, text: expect.stringContaining(text) },
  ]);
  const ids = sent.body.results.flatMap(({ requestId }) => requestId ?? []).join(",");
  const status = await ask(campanile, "GET", `/message/status?ids=${ids}`);
  expect(status.body.results.map((message) => message.status)).toEqual(["DELIVERED", "DELIVERED"]);
});

test("who has unsubscribed from SMS gets none, and the status says so", async () => {
  const campanile = await withSms();
  await campanile.post("/contacts/upsert", { phone });
  await campanile.db.query(
    `insert into contact_channels (contact_id, channel, unsubscribed_at)
     select id, 'sms', now() from contacts`,
  );
  const body = { text: "Hi", phoneNumbers: [phone] };
  const sent = await ask(campanile, "POST", "/message/sms", body);
  await campanile.ended(1);
  const [result] = sent.body.results;
  const status = await ask(campanile, "GET", `/message/status?ids=${result?.requestId}`);
  expect(status.body.results).toMatchObject([{ status: "UNDELIVERED" }]);
  expect(campanile.gateway.received).toEqual([]);
});

test("the same request again sends nothing, and first requests at once make one workflow", async () => {
  const campanile = await withSms({ worker: false });
  const send = (text: string) =>
    ask(campanile, "POST", "/message/sms", {
      text,
      phoneNumbers: [phone],
      externalRequestId: "r-1",
    });
  const [first, second] = await Promise.all([send("Hi"), send("Hi")]);
  expect(first).toMatchObject({ status: 200, body: { results: [{ status: "OK" }] } });
  expect(second).toEqual(first);
  const third = await send("Something else");
  expect(third.body.results).toMatchObject([{ status: "ERROR" }]);
  expect(await campanile.db.query("select 1 from runs")).toHaveLength(1);
  expect(await campanile.db.query("select name, tags from workflows")).toEqual([
    { name: "Sent by API: SMS written by API", tags: ["api"] },
  ]);
});

test("an archived workflow is made anew", async () => {
  const campanile = await withSms({ worker: false });
  const send = () => ask(campanile, "POST", "/message/sms", { text: "Hi", phoneNumbers: [phone] });
  await send();
  await campanile.db.query("update workflows set status = 'archived'");
  expect((await send()).body.results).toMatchObject([{ status: "OK" }]);
  expect(await campanile.db.query("select 1 from workflows")).toHaveLength(2);
});

test("without a channel, a text or a number it is refused, and nothing is made", async () => {
  const bare = await testApi();
  const message = { text: "Hi", phoneNumbers: [phone] };
  const refused = await ask(bare, "POST", "/message/sms", message);
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain("no channel for SMS");
  for (const faulty of [{ ...message, text: " " }, { ...message, phoneNumbers: [] }, {}]) {
    expect((await ask(bare, "POST", "/message/sms", faulty)).status).toBe(400);
  }
  expect(await bare.db.query("select 1 from workflows")).toEqual([]);
});
