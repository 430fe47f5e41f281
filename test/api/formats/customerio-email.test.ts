import { APIClient, SendEmailRequest, TrackClient } from "customerio-node-5";
import { expect, test } from "vitest";
import { numberOf } from "../../../src/services/numeric-ids/numeric-ids.ts";
import { contextOf } from "../../support/context.ts";
import { stack } from "../../support/mail-stack.ts";
import { eventually } from "../../support/wait.ts";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";

async function ask(
  api: TestApi,
  path: string,
  body: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${api.key}` },
) {
  const response = await fetch(`${api.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const send = (api: TestApi, body: unknown, key?: string) =>
  ask(api, "/v1/send/email", body, {
    authorization: `Bearer ${api.key}`,
    ...(key !== undefined && { "idempotency-key": key }),
  });

const content = {
  subject: "Order {{ event.params.order }}",
  html: '<p>Hello {{ event.params.name }}</p><p><a href="https://shop.example.com/a">Shop</a></p>',
};

async function template(api: TestApi): Promise<number> {
  const made = await api.post("/templates", { name: "receipt", content });
  return numberOf(contextOf(api.db), "template", (made.body as { id: string }).id);
}

const queued = {
  status: 200,
  body: { delivery_id: expect.any(String), queued_at: expect.any(Number) },
};

test("a transactional e-mail goes where the request says, also to who has unsubscribed, and metrics about it count", async () => {
  const api = await stack();
  const number = await template(api);
  await api.post("/contacts/upsert", { contactId: "u-1", email: "ada@example.com" });
  const basic = { authorization: `Basic ${Buffer.from(`site:${api.key}`).toString("base64")}` };
  await ask(api, "/api/v1/customers/u-1/suppress", {}, basic);
  const before = Math.floor(Date.now() / 1_000);
  const sent = await send(api, {
    transactional_message_id: number,
    to: "Ada <other@example.com>",
    identifiers: { id: "u-1" },
    message_data: { order: "A-1", name: "Ada" },
  });
  expect(sent).toEqual(queued);
  expect(sent.body["queued_at"]).toBeGreaterThanOrEqual(before);
  await send(api, {
    transactional_message_id: "receipt",
    identifiers: { email: "ada@example.com" },
    message_data: { order: "A-2", name: "Ada" },
  });
  await send(api, {
    to: "bob@example.com",
    subject: "Hi",
    body: "<p>Tea & Cups</p>",
    from: "a@b.cd",
  });
  await api.ended(3);
  const mails = await eventually(
    "three mails",
    () => api.mail.received.length === 3 && api.mail.received,
  );
  expect(mails.map(({ subject, to }) => [subject, to]).toSorted()).toEqual([
    ["Hi", "bob@example.com"],
    ["Order A-1", "other@example.com"],
    ["Order A-2", "ada@example.com"],
  ]);
  const { delivery_id: id } = sent.body;
  const message = async () => (await api.get(`/messages/${String(id)}`)).body;
  const clicked = { delivery_id: id, metric: "clicked", href: "https://shop.example.com/a" };
  const at = { timestamp: 1_900_000_000 };
  expect(await ask(api, "/api/v1/metrics", { ...clicked, ...at }, {})).toEqual({
    status: 200,
    body: {},
  });
  await ask(api, "/api/v1/metrics", { ...clicked, ...at }, basic);
  expect(await message()).toMatchObject({ clicks: 1 });
  await ask(api, "/api/v1/push/events", { delivery_id: id, event: "opened", ...at }, basic);
  const delivery = { type: "delivery", action: "event", name: "opened", identifiers: { id } };
  expect(await ask(api, "/api/v2/entity", delivery, basic)).toEqual({ status: 200, body: {} });
  expect((await message()).opens).toBeGreaterThan(0);
  const events = await api.db.query<{ key: string; n: number }>(
    `select t.key, count(*)::int as n from events e join event_types t on t.id = e.type_id
      where t.key in ('click', 'open') group by t.key order by t.key`,
  );
  expect(events).toEqual([
    { key: "click", n: 1 },
    { key: "open", n: 1 },
  ]);
});

test("files go along with a transactional e-mail, by the real client too, and not within the event", async () => {
  const api = await stack();
  const number = await template(api);
  // A workflow that an older release has made: it attaches nothing.
  await send(api, { transactional_message_id: number, to: "old@example.com" });
  await api.ended(1);
  await api.db.query("update transactional_sends set form = 0");
  await api.db.query(
    `update workflows set draft = (select jsonb_set(draft, '{blocks}', jsonb_agg(
        case when b ? 'config' then b #- '{config,attachments}' else b end))
       from jsonb_array_elements(draft->'blocks') b)`,
  );
  const invoice = Buffer.from(`%PDF-1.7 ${"an invoice ".repeat(400)}`);
  const client = new APIClient(api.key, { url: `${api.url}/v1` });
  const request = new SendEmailRequest({
    transactional_message_id: number,
    to: "ada@example.com",
    identifiers: { email: "ada@example.com" },
  });
  request.attach("Рахунок.pdf", invoice);
  request.attach("note.txt", Buffer.from("hi"));
  await client.sendEmail(request);
  await send(api, { to: "ben@example.com", subject: "Hi", body: "Hi", attachments: {} });
  await api.ended(3);
  expect(api.mail.mailsTo("ada@example.com")[0]?.files).toMatchObject([
    { name: "Рахунок.pdf", type: "application/pdf", content: invoice },
    { name: "note.txt", type: "text/plain", content: Buffer.from("hi") },
  ]);
  expect(api.mail.mailsTo("ben@example.com")[0]?.files).toEqual([]);
  const [event] = await api.db.query<{ size: number }>(
    "select max(length(params::text))::int as size from events",
  );
  expect(event?.size).toBeLessThan(500);
});

test("the same Idempotency-Key again sends nothing, and is answered alike", async () => {
  const api = await testApi();
  const mail = { to: "ada@example.com", subject: "Hi", body: "Hi" };
  const first = await send(api, mail, "k-1");
  const second = await send(api, mail, "k-1");
  expect(second.body["delivery_id"]).toBe(first.body["delivery_id"]);
  expect(await send(api, { ...mail, subject: "Other" }, "k-1")).toMatchObject({ status: 400 });
  expect(await api.db.query("select 1 from runs")).toHaveLength(1);
});

test("what can't be sent as it was meant is refused, with what would be right", async () => {
  const api = await testApi();
  await template(api);
  const mail = { to: "ada@example.com", subject: "Hi", body: "Hi" };
  const wrong: [object, string][] = [
    [{ to: "ada@example.com" }, "transactional_message_id, or subject and body are needed"],
    [
      { to: "ada@example.com", transactional_message_id: 99 },
      '"transactional_message_id" not found',
    ],
    [{ transactional_message_id: "receipt" }, "identifiers must have an id or an email"],
    [{ ...mail, to: "a@example.com, b@example.com" }, "to must be one e-mail address"],
    [{ ...mail, identifiers: { id: "1", email: "a@example.com" } }, "identifiers must have one"],
    [
      { to: "a@example.com", transactional_message_id: "receipt", body: "Hi" },
      "body can't go with",
    ],
    [{ ...mail, body: "Hi {{ trigger.name }}" }, "body has Liquid"],
    [{ ...mail, attachments: { "a.pdf": "YQ==" } }, "attachments.a.pdf can't be sent"],
    [{ ...mail, attachments: { "a.txt": "not base64!" } }, "attachments.a.txt must be"],
    [{ ...mail, attachments: { "a.exe": "YQ==" } }, "a.exe is a program"],
    [{ ...mail, send_at: 1_999_999_999 }, "send_at must not be in the future"],
    [{ ...mail, queue_draft: true }, "queue_draft is not possible"],
    [{ ...mail, to: 5 }, "to"],
  ];
  for (const [body, error] of wrong) {
    const answer = await send(api, body);
    expect(answer).toEqual({
      status: 400,
      body: { meta: { error: expect.stringContaining(error) } },
    });
  }
  expect(await ask(api, "/v1/send/sms", {})).toMatchObject({ status: 400, body: { meta: {} } });
  const nobody = { authorization: "Bearer wrong" };
  expect(await ask(api, "/v1/send/email", mail, nobody)).toEqual({
    status: 401,
    body: { meta: { error: "Unauthorized request" } },
  });
  expect(await api.db.query("select 1 from runs")).toEqual([]);
});

test("metrics of others' messages are taken and nothing comes of them, and a faulty one is told", async () => {
  const api = await testApi();
  const report = (body: object, headers = {}) => ask(api, "/api/v1/metrics", body, headers);
  const taken = { status: 200, body: {} };
  expect(await report({ delivery_id: "RPILAgUBcRhIBqSfeiIwdIYJKxTY", metric: "bounced" })).toEqual(
    taken,
  );
  const unknown = "0b7d3f0e-52f5-4f0f-8f0d-6d1d8b0f7c22";
  for (const metric of ["opened", "clicked", "converted", "delivered", "spammed"]) {
    expect(await report({ delivery_id: unknown, metric })).toEqual(taken);
  }
  const error = { meta: { error: expect.any(String) } };
  expect(await report({ metric: "opened" })).toEqual({ status: 400, body: error });
  expect(await report({ delivery_id: unknown, metric: "seen" })).toEqual({
    status: 400,
    body: error,
  });
  const wrong = { authorization: "Basic d3Jvbmc6a2V5" };
  expect(await report({ delivery_id: unknown, metric: "opened" }, wrong)).toMatchObject({
    status: 401,
  });
  expect(await api.db.query("select 1 from events")).toEqual([]);
});

test("the SDK for Node.js gets through: a batch, a transactional e-mail, a push's metric and its errors", async () => {
  const api = await testApi();
  const number = await template(api);
  const retry = { maxRetries: 0 };
  const track = new TrackClient("site", api.key, { url: `${api.url}/api/v1`, retry });
  const identifiers = { id: "u-1" };
  const attributes = { email: "ada@example.com" };
  const good = { type: "person", identifiers, action: "identify", attributes };
  expect(await track.batch([good])).toEqual({});
  expect(await track.batch([good, { type: "person" }])).toMatchObject({
    errors: [{ batch_index: 1, reason: "required", field: "action" }],
  });
  const app = new APIClient(api.key, { url: `${api.url}/v1`, retry });
  const mail = { to: "ada@example.com", identifiers, message_data: { order: "A-1" } };
  const request = new SendEmailRequest({ ...mail, transactional_message_id: number });
  const sent = await app.sendEmail(request);
  expect(sent).toEqual(queued.body);
  const event = "opened" as const;
  expect(await track.trackPush({ delivery_id: String(sent["delivery_id"]), event })).toEqual({});
  const unknown = new SendEmailRequest({ ...mail, transactional_message_id: "nothing" });
  await expect(app.sendEmail(unknown)).rejects.toThrow("transactional_message_id");
  await expect(app.getCustomersByEmail("ada@example.com")).rejects.toMatchObject({
    statusCode: 404,
    message: "there is nothing at this path",
  });
});
