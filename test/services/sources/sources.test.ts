import { createHmac, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { retentionRules } from "../../../src/db/core/retention.ts";
import type { TestApp } from "../../api/test-app.ts";
import { count, testApp, testConfig } from "../../api/test-app.ts";
import type { Sent } from "./deliveries.ts";
import { gitHubIssue, shopifyOrder, stripeCheckout, wooCommerceOrder } from "./deliveries.ts";

const secret = "whsec_a secret of theirs";
let app: TestApp;
beforeAll(async () => {
  const config = testConfig({ SECRETS_KEY: randomBytes(32).toString("base64") });
  app = await testApp({ config });
});

async function make(body: Record<string, unknown>) {
  const answer = await app.call("POST", "/api/v1/sources", { name: "Shop", ...body });
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body as { id: string; address: string; mapping: Record<string, unknown> };
}
const pathOf = ({ address }: { address: string }) => new URL(address).pathname;

async function deliver(path: string, { headers, body }: Sent) {
  const response = await fetch(app.url + path, { method: "POST", headers, body });
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a client would
  return { status: response.status, body: (await response.json()) as any };
}

async function eventOf(id: string) {
  return (await app.call("GET", `/api/v1/events/${id}`)).body;
}

describe("a delivery of a provider becomes an event", () => {
  test("Shopify: an order, by its buyer, once whatever is repeated", async () => {
    const source = await make({ preset: "shopify", secret });
    const first = await deliver(pathOf(source), shopifyOrder(secret));
    expect(first).toMatchObject({ status: 200, body: { status: "sent" } });
    const event = await eventOf(first.body.eventId);
    expect(event).toMatchObject({
      type: { key: "shopify orders create" },
      key: "820982911946154500",
      source: "webhook",
      occurredAt: "2026-03-01T15:05:00.000Z",
      params: {
        number: "#9999",
        total: "403.00",
        currency: "EUR",
        items: [{ title: "Mug", quantity: 2 }],
      },
    });
    // The phone has no country code: it is left out, and the event is taken.
    expect(event.identities).toEqual([
      { kind: "contactId", value: "115310627314723950" },
      { kind: "email", value: "jon@example.com" },
    ]);
    const again = await deliver(pathOf(source), shopifyOrder(secret));
    expect(again.body).toEqual({ status: "duplicate", eventId: first.body.eventId });
  });

  test("WooCommerce: a guest's order, and the form with which it asks whether somebody listens", async () => {
    const source = await make({ preset: "woocommerce", secret });
    const ping = {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "webhook_id=12",
    };
    expect(await deliver(pathOf(source), ping)).toEqual({
      status: 200,
      body: { status: "skipped" },
    });
    const { body } = await deliver(pathOf(source), wooCommerceOrder(secret));
    expect(await eventOf(body.eventId)).toMatchObject({
      type: { key: "woocommerce order.created" },
      occurredAt: "2026-03-01T16:28:08.000Z",
      params: { number: "727", status: "processing" },
      identities: [{ kind: "email", value: "john.doe@example.com" }],
    });
  });

  test("Stripe: known by its event's id, so that a repetition signed anew changes nothing", async () => {
    const source = await make({ preset: "stripe", secret });
    const first = await deliver(pathOf(source), stripeCheckout(secret));
    const later = await deliver(
      pathOf(source),
      stripeCheckout(secret, new Date(Date.now() - 200_000)),
    );
    expect(later.body).toEqual({ status: "duplicate", eventId: first.body.eventId });
    expect(await eventOf(first.body.eventId)).toMatchObject({
      type: { key: "stripe checkout.session.completed" },
      key: "cs_test_a1b2",
      occurredAt: "2026-03-01T12:00:00.000Z",
      params: { amount: 2000, currency: "eur" },
      identities: [
        { kind: "contactId", value: "cus_4QFJOjw2pOmAGJ" },
        { kind: "email", value: "jenny@example.com" },
      ],
    });
  });

  test("GitHub: by event and action", async () => {
    const source = await make({ preset: "github", secret });
    const { body } = await deliver(pathOf(source), gitHubIssue(secret));
    expect(await eventOf(body.eventId)).toMatchObject({
      type: { key: "github issues opened" },
      key: "octocat/Hello-World",
      identities: [{ kind: "contactId", value: "octocat" }],
    });
  });

  test("a custom one signs as its owner says", async () => {
    const signature = { header: "X-Sum", algorithm: "sha512", encoding: "base64", prefix: "v1:" };
    const source = await make({ preset: "custom", secret, signature });
    const body = JSON.stringify({ type: "parcel sent", email: "ada@example.com", id: 17 });
    const sum = createHmac("sha512", secret).update(body).digest("base64");
    const headers = { "content-type": "application/json", "x-sum": `v1:${sum}` };
    const { body: answer } = await deliver(pathOf(source), { headers, body });
    expect(await eventOf(answer.eventId)).toMatchObject({
      type: { key: "parcel sent" },
      key: "17",
      params: { type: "parcel sent", email: "ada@example.com", id: 17 },
    });
  });

  test("an event type that tells of an order keeps the order, too", async () => {
    const source = await make({
      preset: "woocommerce",
      secret,
      mapping: {
        eventType: "{% if topic == 'order.created' %}orderCreated{% endif %}",
        key: "{{ body.id }}",
        contact: { email: "{{ body.billing.email }}" },
        params: { totalCost: "{{ body.total }}", currency: "{{ body.currency }}" },
      },
    });
    expect((await deliver(pathOf(source), wooCommerceOrder(secret))).body.status).toBe("sent");
    const order = await app.call("GET", "/api/v1/orders/727");
    expect(order.body).toMatchObject({ totalCost: 29.35, currency: "EUR", status: "INITIALIZED" });
  });
});

describe("what is not genuine is 401, and nothing of it is kept", () => {
  async function refusedBy(path: string, sent: Sent, id: string) {
    const before = await count(app.db, "events");
    expect((await deliver(path, sent)).status).toBe(401);
    expect(await count(app.db, "events")).toBe(before);
    expect((await app.call("GET", `/api/v1/sources/${id}/samples`)).body.items).toEqual([]);
  }

  test("unsigned, signed with another secret, or changed after it was signed", async () => {
    const source = await make({ preset: "shopify", secret });
    const right = shopifyOrder(secret);
    const { "x-shopify-hmac-sha256": _signature, ...unsigned } = right.headers;
    await refusedBy(pathOf(source), { ...right, headers: unsigned }, source.id);
    await refusedBy(pathOf(source), shopifyOrder("another"), source.id);
    await refusedBy(pathOf(source), { ...right, body: `${right.body} ` }, source.id);
  });

  test("signed too long ago, as Stripe says when", async () => {
    const source = await make({ preset: "stripe", secret });
    const old = stripeCheckout(secret, new Date(Date.now() - 400_000));
    await refusedBy(pathOf(source), old, source.id);
  });

  test("anything, while a source's secret isn't told", async () => {
    const source = await make({ preset: "shopify" });
    await refusedBy(pathOf(source), shopifyOrder(""), source.id);
    await app.call("PATCH", `/api/v1/sources/${source.id}`, { secret });
    expect((await deliver(pathOf(source), shopifyOrder(secret))).status).toBe(200);
  });

  test("without the token that an unsigned source has in its address, or with a former one", async () => {
    const source = await make({ preset: "custom" });
    const sent = { headers: { "content-type": "application/json" }, body: '{"type":"x"}' };
    await refusedBy(`/in/${source.id}`, sent, source.id);
    await refusedBy(`/in/${source.id}/wrong`, sent, source.id);
    expect((await deliver(pathOf(source), sent)).status).toBe(200);
    const renewed = await app.call("POST", `/api/v1/sources/${source.id}/token`);
    expect((await deliver(pathOf(source), sent)).status).toBe(401);
    expect((await deliver(pathOf(renewed.body), sent)).status).toBe(200);
  });
});

describe("a source", () => {
  const any = { headers: { "content-type": "application/json" }, body: '{"type":"x"}' };

  test("it shows neither its secret nor its token again", async () => {
    const source = await make({ preset: "custom", secret });
    const token = pathOf(source).split("/").at(-1) ?? "";
    expect(token).toMatch(/^[\w-]{32}$/);
    const shown = await app.call("GET", `/api/v1/sources/${source.id}`);
    const listed = await app.call("GET", "/api/v1/sources");
    const text = JSON.stringify([shown.body, listed.body]);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(token);
    expect(shown.body).toMatchObject({ hasSecret: true, verification: "token" });
    const stored = await app.db.query("select secret from sources where id = $1", [source.id]);
    expect(JSON.stringify(stored)).not.toContain(Buffer.from(secret).toString("hex"));
  });

  test("it takes nothing while it is switched off, or once it is deleted", async () => {
    const source = await make({ preset: "custom" });
    await app.call("PATCH", `/api/v1/sources/${source.id}`, { enabled: false });
    expect((await deliver(pathOf(source), any)).status).toBe(404);
    await app.call("PATCH", `/api/v1/sources/${source.id}`, { enabled: true });
    expect((await deliver(pathOf(source), any)).status).toBe(200);
    expect((await app.call("DELETE", `/api/v1/sources/${source.id}`)).status).toBe(204);
    expect((await deliver(pathOf(source), any)).status).toBe(404);
    expect((await deliver("/in/nonsense", any)).status).toBe(404);
  });

  test("faults of a mapping are named at their place", async () => {
    const mapping = { eventType: "{{ body.type", params: { a: "{% nothing %}" } };
    const answer = await app.call("POST", "/api/v1/sources", {
      name: "x",
      preset: "custom",
      mapping,
    });
    expect(answer.status).toBe(400);
    const paths = answer.body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(["mapping.eventType", "mapping.params.a"]);
  });

  test("a secret without a key to seal it with is 409, and signed deliveries get 503 to come again", async () => {
    const source = await make({ preset: "shopify", secret });
    const keyless = await testApp({ db: app.db, config: testConfig() });
    const call = (method: string, path: string, body: unknown) =>
      keyless.call(method, path, body, { authorization: `Bearer ${app.key}` });
    const made = await call("POST", "/api/v1/sources", { name: "x", preset: "shopify", secret });
    expect(made.status).toBe(409);
    const sent = shopifyOrder(secret);
    const response = await fetch(keyless.url + pathOf(source), { method: "POST", ...sent });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
  });

  test("what its mapping makes too large is 400, and is there to be tried", async () => {
    const source = await make({ preset: "custom" });
    const large = { ...any, body: JSON.stringify({ type: "x", text: "y".repeat(70_000) }) };
    expect((await deliver(pathOf(source), large)).status).toBe(400);
    const { body } = await app.call("GET", `/api/v1/sources/${source.id}/samples`);
    expect(body.items).toMatchObject([{ outcome: "refused", eventId: null }]);
  });
});

describe("samples", () => {
  test("the last 20 are there, newest first, without what signs them", async () => {
    const source = await make({ preset: "shopify", secret });
    for (let number = 1; number <= 22; number++) {
      const sent = shopifyOrder(secret, { id: number });
      await deliver(pathOf(source), { ...sent, headers: { ...sent.headers, cookie: "a=b" } });
    }
    const { body } = await app.call("GET", `/api/v1/sources/${source.id}/samples`);
    const ids = body.items.map((item: { body: { id: number } }) => item.body.id);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, index) => 22 - index));
    const kept = await app.db.query("select id from source_samples where source_id = $1", [
      source.id,
    ]);
    expect(kept).toHaveLength(20);
    expect(body.items[0].headers).toMatchObject({ "x-shopify-topic": "orders/create" });
    expect(Object.keys(body.items[0].headers)).not.toContain("x-shopify-hmac-sha256");
    expect(Object.keys(body.items[0].headers)).not.toContain("cookie");
    const shown = await app.call("GET", `/api/v1/sources/${source.id}`);
    expect(shown.body.lastReceivedAt).not.toBeNull();
  });

  test("they are forgotten after 7 days", async () => {
    const source = await make({ preset: "shopify", secret });
    for (const id of [1, 2]) await deliver(pathOf(source), shopifyOrder(secret, { id }));
    await app.db.query(
      `update source_samples set received_at = now() - interval '8 days'
        where source_id = $1 and body ->> 'id' = '1'`,
      [source.id],
    );
    await retentionRules.find(({ what }) => what === "samples of webhooks")?.step(app.db, null);
    const { body } = await app.call("GET", `/api/v1/sources/${source.id}/samples`);
    expect(body.items.map((item: { body: { id: number } }) => item.body.id)).toEqual([2]);
  });

  test("a mapping is tried on one, or on any body, and nothing is sent", async () => {
    const source = await make({ preset: "shopify", secret });
    await deliver(pathOf(source), shopifyOrder(secret));
    const [sample] = (await app.call("GET", `/api/v1/sources/${source.id}/samples`)).body.items;
    const before = await count(app.db, "events");
    const attempt = (body: unknown) => app.call("POST", `/api/v1/sources/${source.id}/try`, body);

    const own = await attempt({ sampleId: sample.id });
    expect(own.body).toMatchObject({
      outcome: "event",
      event: { eventTypeKey: "shopify orders create", keyValue: "820982911946154500" },
      ignored: [{ path: "contact.phone" }],
    });
    const mapping = {
      eventType: "paid",
      key: "order {{ body.name }}",
      contact: { email: "{{ body.email }}" },
      params: { items: "{{ body.line_items }}", first: "{{ body.line_items[0].title }}" },
    };
    const other = await attempt({ sampleId: sample.id, mapping });
    expect(other.body.event).toMatchObject({
      eventTypeKey: "paid",
      keyValue: "order #9999",
      params: { items: [{ title: "Mug" }], first: "Mug" },
    });
    const any = await attempt({ body: { email: "x@y.eu" }, mapping, headers: { "X-A": "b" } });
    expect(any.body.event.identities).toEqual([{ kind: "email", value: "x@y.eu" }]);
    const blank = { ...mapping, eventType: "{% if topic == 'other' %}x{% endif %}" };
    const skipped = await attempt({ sampleId: sample.id, mapping: blank });
    expect(skipped.body).toMatchObject({ outcome: "skipped", event: null });
    expect((await attempt({ sampleId: crypto.randomUUID() })).status).toBe(404);
    expect((await attempt({})).status).toBe(400);
    expect(await count(app.db, "events")).toBe(before);
  });
});
