import { expect, test } from "vitest";
import { makeWorkflow } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { testApp } from "./test-app.ts";

const path = "/api/v1/topics";
const nobody = "00000000-0000-7000-8000-000000000000";

test("a topic is made, changed, listed and deleted; its key is there once and stays", async () => {
  const app = await testApp();
  const made = await app.call("POST", path, { key: "news", name: "News" });
  expect(made).toMatchObject({ status: 201, body: { key: "news", optIn: false, subscribed: 0 } });
  expect((await app.call("POST", path, { key: "news", name: "Other" })).status).toBe(409);
  expect((await app.call("POST", path, { key: "a b", name: "x" })).status).toBe(400);
  await app.call("POST", path, { key: "art", name: "Art", optIn: true });
  const one = `${path}/${made.body.id}`;
  expect((await app.call("PATCH", one, { name: "Letters" })).body).toMatchObject({
    key: "news",
    name: "Letters",
    optIn: false,
  });
  expect((await app.call("PATCH", one, { key: "x" })).status).toBe(400);
  expect((await app.call("PATCH", `${path}/${nobody}`, { name: "x" })).status).toBe(404);
  const first = await app.call("GET", `${path}?limit=1`);
  const second = await app.call("GET", `${path}?limit=1&after=${first.body.next}`);
  expect([first.body.items[0].key, second.body.items[0].key]).toEqual(["art", "news"]);
  expect((await app.call("DELETE", one)).status).toBe(204);
  expect((await app.call("GET", one)).status).toBe(404);
});

test("a topic that a published workflow names is not deleted", async () => {
  const app = await testApp();
  const { id } = (await app.call("POST", path, { key: "news", name: "News" })).body;
  const block = { id: "x", kind: "subscribe", config: { topic: "news" } };
  const workflow = await makeWorkflow(app.db, { name: "Uses it", definition: inARow(block) });
  const refused = await app.call("DELETE", `${path}/${id}`);
  expect(refused).toMatchObject({
    status: 409,
    body: { workflows: [{ workflowId: workflow.id, workflowName: "Uses it" }] },
  });
});

test("a contact's topics are set one by one, shown, and gone with the contact", async () => {
  const app = await testApp();
  for (const key of ["news", "offers"]) await app.call("POST", path, { key, name: key });
  const { contact } = (await app.call("POST", "/api/v1/contacts/upsert", { email: "a@b.eu" })).body;
  expect(contact).toMatchObject({ topics: [], unsubscribed: false, emailConfirmed: false });
  const put = (body: object) => app.call("PUT", `/api/v1/contacts/${contact.id}/topics`, body);
  await put({ topics: { news: "subscribed", offers: "unsubscribed" } });
  const { body } = await put({ topics: { news: null }, unsubscribed: true });
  expect(body).toMatchObject({
    topics: [{ key: "offers", state: "unsubscribed" }],
    unsubscribed: true,
  });
  const shown = await app.call("GET", `/api/v1/contacts/${contact.id}`);
  expect(shown.body).toEqual(body);
  const unknown = await put({ topics: { nothing: "subscribed" }, unsubscribed: false });
  expect(unknown.body.errors).toMatchObject([{ path: "topics.nothing" }]);
  expect((await app.call("GET", `/api/v1/contacts/${contact.id}`)).body.unsubscribed).toBe(true);
  expect((await put({ unsubscribed: false })).body).toMatchObject({ unsubscribed: false });
  expect((await app.call("PUT", `/api/v1/contacts/${nobody}/topics`, {})).status).toBe(404);
  expect((await app.call("GET", path)).body.items).toMatchObject([
    { key: "news", subscribed: 0 },
    { key: "offers", unsubscribed: 1 },
  ]);
  await app.call("DELETE", `/api/v1/contacts/${contact.id}`);
  expect(await app.db.query("select * from contact_topics")).toEqual([]);
});
