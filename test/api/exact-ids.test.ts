import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

let app: TestApp;
let source: string;
beforeAll(async () => {
  app = await testApp();
  const made = await app.call("POST", "/api/v1/sources", {
    name: "Own",
    preset: "custom",
    mapping: {
      eventType: "bought",
      key: "{{ body.order_id }}",
      contact: { contactId: "{{ body.customer.id }}" },
      params: { order_id: "{{ body.order_id }}" },
    },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  source = new URL((made.body as { address: string }).address).pathname;
});

const basic = () => ({ authorization: `Basic ${Buffer.from(`${app.key}:`).toString("base64")}` });
const asPassword = () => ({
  authorization: `Basic ${Buffer.from(`any:${app.key}`).toString("base64")}`,
});

type Send = (customer: string, order: string) => Promise<{ status: number }>;

/** Each sends that a customer has bought an order, their ids as bare numbers. */
const formats: Record<string, Send> = {
  "the API's own": (customer, order) =>
    app.call(
      "POST",
      "/api/v1/event",
      `{"eventTypeKey":"bought","keyValue":${order},"contact":{"contactId":${customer}},"params":{"order_id":${order}}}`,
    ),
  "a list of the API's own": (customer, order) =>
    app.call(
      "POST",
      "/api/v1/events",
      `{"events":[{"eventTypeKey":"bought","keyValue":${order},"params":{"externalCustomerId":${customer},"order_id":${order}}}]}`,
    ),
  "Reteno's, version 3": (customer, order) =>
    app.call(
      "POST",
      "/api/v3/event",
      `{"eventTypeKey":"bought","keyValue":${order},"params":{"externalCustomerId":${customer},"order_id":${order}}}`,
      asPassword(),
    ),
  "Segment's, packed": async (customer, order) =>
    fetch(`${app.url}/v1/batch`, {
      method: "POST",
      headers: { ...basic(), "content-encoding": "gzip" },
      body: gzipSync(
        `{"batch":[{"type":"track","event":"bought","messageId":"${customer}","userId":${customer},"properties":{"order_id":${order}}}]}`,
      ) as unknown as string,
    }),
  "PostHog's, in a form": async (customer, order) => {
    const data = `[{"event":"bought","distinct_id":${customer},"properties":{"token":"${app.key}","order_id":${order}}}]`;
    return fetch(`${app.url}/e/`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ data: Buffer.from(data).toString("base64") }),
    });
  },
  "Customer.io's": (customer, order) =>
    app.call(
      "POST",
      `/api/v1/customers/${customer}/events`,
      `{"name":"bought","data":{"order_id":${order}}}`,
      asPassword(),
    ),
  CloudEvents: (customer, order) =>
    app.call(
      "POST",
      "/cloudevents",
      `{"specversion":"1.0","id":"${order}","source":"/shop","type":"bought","data":{"externalCustomerId":${customer},"order_id":${order}}}`,
      { "content-type": "application/cloudevents+json" },
    ),
  "a webhook source": async (customer, order) =>
    fetch(app.url + source, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"order_id":${order},"customer":{"id":${customer}}}`,
    }),
};

let number = 9_007_199_254_740_992n;

test.each(Object.entries(formats))("%s keeps every digit of ids", async (_name, send) => {
  const [customer, other] = [String(number + 1n), String(number)];
  const [order, otherOrder] = [String(number + 101n), String(number + 100n)];
  number += 1_000n;
  expect([200, 202]).toContain((await send(customer, order)).status);
  expect([200, 202]).toContain((await send(other, otherOrder)).status);
  const rows = await app.db.query<{ customer: string; key: string; param: string }>(
    `select i.value as customer, e.key_value as key, e.params->>'order_id' as param from events e
       join contact_identities i on i.contact_id = e.contact_id and i.kind = 'contactId'
      where i.value = any($1::text[]) order by e.id`,
    [[customer, other]],
  );
  expect(rows).toEqual([
    { customer, key: order, param: order },
    { customer: other, key: otherOrder, param: otherOrder },
  ]);
});

test("orders and contacts keep every digit of ids", async () => {
  const order = (id: string, customer: string) =>
    `{"externalOrderId":${id},"externalCustomerId":${customer},"totalCost":1,"status":"DELIVERED","date":"2026-03-01","currency":"EUR","items":[{"externalItemId":${id},"quantity":1}]}`;
  const ids = ["820982911946154509", "820982911946154508"];
  const sent = await app.call(
    "POST",
    "/api/v1/orders",
    `{"orders":[${ids.map((id) => order(id, id)).join()}]}`,
  );
  expect(sent.body).toEqual({});
  for (const id of ids) {
    const { body } = await app.call("GET", `/api/v1/orders/${id}`);
    expect(body).toMatchObject({ externalId: id, items: [{ externalItemId: id }] });
    const found = await app.call("GET", `/api/v1/contacts/search?contactId=${id}`);
    expect(found.body.items).toMatchObject([{ id: body.contactId }]);
  }
  const upsert = await app.call(
    "POST",
    "/api/v1/contacts/upsert",
    '{"contactId":115310627314723954,"attributes":{"parent":115310627314723955,"spent":19.9}}',
  );
  expect(upsert.body.contact.attributes).toEqual({ parent: "115310627314723955", spent: 19.9 });
});

test("a number out of range is an error that names its path, and keeps nothing", async () => {
  for (const text of ["1e400", "-1e400", "1e-400"]) {
    const answer = await app.call(
      "POST",
      "/api/v1/event",
      `{"eventTypeKey":"far","keyValue":"k","params":{"a":[{"total":${text}}]}}`,
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { path: "params.a[0].total", message: expect.stringContaining("out of range") },
    ]);
  }
  const segment = await fetch(`${app.url}/v1/track`, {
    method: "POST",
    headers: basic(),
    body: '{"event":"far","userId":"u","messageId":"far","properties":{"total":1e400}}',
  });
  expect(segment.status).toBe(400);
  expect(await segment.text()).toContain("properties.total is a number out of range");
});
