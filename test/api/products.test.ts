import { expect, test } from "vitest";
import { makeContactToken } from "../../src/services/contact-tokens/contact-tokens.ts";
import { contextOf } from "../support/context.ts";
import type { TestApp } from "./test-app.ts";
import { count, testApp } from "./test-app.ts";

const path = "/api/v1/products";
const lamp = {
  externalId: "lamp-1",
  name: "Lamp",
  url: "https://shop.example/lamp",
  price: "19.99",
  currency: "EUR",
  quantity: 3,
  category: "Light",
  attributes: { colour: "red", watts: 5 },
};

const upload = async (app: TestApp, ...products: unknown[]) =>
  (await app.call("PUT", path, { products })).body;
const none = { created: 0, updated: 0, unchanged: 0, rejected: [] };

test("products are kept with exact prices; what is left out stays, null empties", async () => {
  const app = await testApp();
  expect(await upload(app, lamp)).toEqual({ ...none, created: 1 });
  const kept = await app.call("GET", `${path}/lamp-1`);
  expect(kept.body).toMatchObject({ ...lamp, price: 19.99, inStock: true, imageUrl: null });
  expect(
    await upload(app, { externalId: "lamp-1", price: 99_999_999_999.9999, category: null }),
  ).toEqual({ ...none, updated: 1 });
  const changed = await app.call("GET", `${path}/lamp-1`);
  expect(changed.body).toMatchObject({ name: "Lamp", price: 99_999_999_999.9999, category: null });
  const [row] = await app.db.query("select price::text from products");
  expect(row).toEqual({ price: "99999999999.9999" });
});

test("a row's fault does not lose the others, and is told with its place", async () => {
  const app = await testApp();
  const answer = await upload(
    app,
    lamp,
    { externalId: "no-name" },
    { externalId: "b", name: "B", price: 5 },
    { externalId: "c", name: "C", price: -1, currency: "EUR" },
    { externalId: "d", name: "D", price: 1.000_01, currency: "EUR" },
    { externalId: "e", name: "E", url: "javascript:alert(1)" },
    { externalId: "f", name: "F\0" },
    { externalId: 7, name: "Seven", unknown: 1 },
    "nothing",
    { externalId: 8, name: "Eight" },
  );
  expect(answer).toMatchObject({ created: 2, updated: 0, unchanged: 0 });
  const faults = answer.rejected.map(
    ({
      index,
      externalId,
      errors,
    }: {
      index: number;
      externalId: string;
      errors: { path: string }[];
    }) => [index, externalId, errors[0]?.path],
  );
  expect(faults).toEqual([
    [1, "no-name", "products[1].name"],
    [2, "b", "products[2].currency"],
    [3, "c", "products[3].price"],
    [4, "d", "products[4].price"],
    [5, "e", "products[5].url"],
    [6, "f", "products[6].name"],
    [7, "7", "products[7].unknown"],
    [8, null, "products[8]"],
  ]);
  expect(
    (await app.call("GET", path)).body.items.map((one: { externalId: string }) => one.externalId),
  ).toEqual(["8", "lamp-1"]);
});

test("the same upload again writes nothing", async () => {
  const app = await testApp();
  await upload(app, lamp);
  const before = await app.db.query("select xmin::text, updated_at from products");
  expect(await upload(app, { ...lamp, price: 19.99 })).toEqual({ ...none, unchanged: 1 });
  expect(await app.db.query("select xmin::text, updated_at from products")).toEqual(before);
  expect(await count(app.db, "product_changes")).toBe(0);
});

test("rows of one product in an upload count in their order, and two uploads at once lose nothing", async () => {
  const app = await testApp();
  const rows = Array.from({ length: 600 }, (_, n) => ({ externalId: `p${n}`, name: `P${n}` }));
  const answers = await Promise.all([
    upload(app, ...rows, { externalId: "p0", name: "Last" }),
    upload(app, ...rows.toReversed()),
  ]);
  expect(answers.map(({ created }) => created).reduce((a, b) => a + b)).toBe(600);
  expect(await count(app.db, "products")).toBe(600);
});

test("products are listed by pages, searched, filtered and deleted", async () => {
  const app = await testApp();
  await upload(app, lamp, {
    externalId: "a/b",
    name: "Ünïque Chair",
    inStock: false,
    category: "Seat",
  });
  const get = async (query: string) =>
    (await app.call("GET", `${path}${query}`)).body.items.map((one: { name: string }) => one.name);
  expect(await get("")).toEqual(["Ünïque Chair", "Lamp"]);
  expect(await get("?search=CHAIR")).toEqual(["Ünïque Chair"]);
  expect(await get("?search=%25")).toEqual([]);
  expect(await get("?inStock=true")).toEqual(["Lamp"]);
  expect(await get("?category=Seat")).toEqual(["Ünïque Chair"]);
  const first = (await app.call("GET", `${path}?limit=1`)).body;
  expect(await get(`?limit=1&after=${first.next}`)).toEqual(["Lamp"]);
  expect((await app.call("GET", `${path}/a%2Fb`)).body.name).toBe("Ünïque Chair");
  expect((await app.call("DELETE", `${path}/a%2Fb`)).status).toBe(204);
  expect((await app.call("DELETE", `${path}/a%2Fb`)).status).toBe(404);
  expect((await app.call("GET", `${path}/a%2Fb`)).status).toBe(404);
});

test("a key's changes of products are in the audit log, without what only we remember", async () => {
  const app = await testApp();
  await upload(app, lamp);
  await upload(app, { externalId: "lamp-1", price: 15 });
  const { body } = await app.call("GET", "/api/v1/audit-log?entity=product");
  expect(body.items).toMatchObject([
    { entityId: "lamp-1", action: "updated", before: { price: 19.99 }, after: { price: 15 } },
    { entityId: "lamp-1", action: "created" },
  ]);
});

test("a contact asks by a server or by a signed token, and no stranger for another", async () => {
  const app = await testApp();
  await upload(app, { ...lamp, quantity: 0 });
  const asked = await app.call("POST", `${path}/lamp-1/asks`, {
    contact: { email: "ada@example.com" },
  });
  expect(asked.body).toMatchObject({ externalId: "lamp-1", about: "backInStock", inStock: false });
  const { contactId } = asked.body;
  const site = (await app.call("GET", "/api/v1/site")).body.key as string;
  const ask = async (body: object) =>
    (await app.call("POST", `/site/${site}/products/ask`, body)).status;
  const { token } = await makeContactToken(contextOf(app.db), { contactId, seconds: 60 });
  expect(await ask({ token, productId: "lamp-1", about: "priceDropped" })).toBe(204);
  expect(await ask({ token: `${token}x`, productId: "lamp-1" })).toBe(401);
  expect(await ask({ email: "bob@example.com", productId: "lamp-1" })).toBe(400);
  expect(await ask({ token, productId: "unknown" })).toBe(404);
  const remembered = await app.call("GET", `/api/v1/contacts/${contactId}/products`);
  expect(remembered.body.items).toMatchObject([
    {
      product: "lamp-1",
      viewedAt: null,
      stockAskedAt: expect.any(String),
      priceAskedAt: expect.any(String),
    },
  ]);
  const place = `/api/v1/contacts/${contactId}/products/lamp-1`;
  expect((await app.call("DELETE", place)).status).toBe(204);
  expect((await app.call("DELETE", place)).status).toBe(404);
});

test("the settings have defaults and bounds", async () => {
  const app = await testApp();
  const defaults = { lookedWithinDays: 30, minDropPercent: 5, waitHours: 24 };
  expect((await app.call("GET", "/api/v1/catalogue")).body).toEqual(defaults);
  const put = await app.call("PUT", "/api/v1/catalogue", { minDropPercent: 10 });
  expect(put.body).toEqual({ ...defaults, minDropPercent: 10 });
  expect((await app.call("PUT", "/api/v1/catalogue", { waitHours: 0 })).status).toBe(400);
});
