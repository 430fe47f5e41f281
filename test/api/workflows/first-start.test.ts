import { contextOf } from "../../support/context.ts";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parseCampaign } from "../../../src/contract/campaign.ts";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { loadCampaign } from "../../../src/services/examples/examples.ts";
import { firstStart } from "../../../src/services/setup/first-start.ts";
import { testDatabase } from "../../support/database.ts";
import { send, testApi } from "./api.ts";

const sample = () => readFile(`${projectRoot}/examples/learn-more/campaign.json`, "utf8");

test("two first starts at once make one key and one sample", async () => {
  const { db } = await testDatabase();
  const both = await Promise.all([firstStart(contextOf(db), {}), firstStart(contextOf(db), {})]);
  expect(both.map(({ first }) => first).toSorted()).toEqual([false, true]);
  expect(both.filter(({ apiKey }) => apiKey !== null)).toHaveLength(1);
  expect(await db.query("select 1 from api_keys")).toHaveLength(1);
  expect(await db.query("select 1 from workflows where status = 'active'")).toHaveLength(2);
  expect((await firstStart(contextOf(db), {})).first).toBe(false);
});

test("a first start that fails half way leaves nothing, and the next one is the first", async () => {
  const { db } = await testDatabase();
  await db.query("alter table orders add constraint broken check (false) not valid");
  await expect(firstStart(contextOf(db), {})).rejects.toThrow("broken");
  expect(await db.query("select 1 from workflows union all select 1 from api_keys")).toEqual([]);
  await db.query("alter table orders drop constraint broken");
  expect((await firstStart(contextOf(db), {})).first).toBe(true);
});

test("with a key in the environment no other is made", async () => {
  const { db } = await testDatabase();
  const started = await firstStart(contextOf(db), { apiKey: "a-key-of-the-environment" });
  expect(started).toMatchObject({ first: true, apiKey: null });
  expect(await db.query("select 1 from api_keys")).toEqual([]);
});

test("loading a campaign again changes nothing", async () => {
  const { db } = await testDatabase();
  const campaign = parseCampaign(await sample());
  const first = await loadCampaign(contextOf(db), campaign);
  const again = await loadCampaign(contextOf(db), campaign);
  expect(again.workflows).toEqual(
    first.workflows.map((workflow) => ({ ...workflow, outcome: "was_there" })),
  );
  expect(await db.query("select 1 from bindings")).toHaveLength(2);
  expect(await db.query("select 1 from contacts")).toHaveLength(1);
});

test("an uploaded order that is delivered launches the sample too", async () => {
  const api = await testApi();
  await firstStart(contextOf(api.db), {});
  const order = {
    externalOrderId: "A-2001",
    email: "grace@example.com",
    status: "DELIVERED",
    date: "2026-03-01T12:00:00Z",
    totalCost: 59.9,
    currency: "EUR",
  };
  expect((await api.post("/orders", { orders: [order] })).body).toEqual({});
  const { body } = await api.get("/runs");
  expect(body.items).toMatchObject([
    { workflow: { name: "Offer after delivery" }, event: { typeKey: "orderDELIVERED" } },
  ]);
});

test("the sample event launches the offer for Ada each time", async () => {
  const api = await testApi();
  const { sampleEventType } = await firstStart(contextOf(api.db), {});
  for (const _ of [1, 2]) {
    const { decisions, contactId } = await send(api, sampleEventType, "ada@example.com");
    expect(decisions).toMatchObject([{ outcome: "launched" }]);
    expect(
      await api.db.query("select 1 from orders where contact_id = $1", [contactId]),
    ).toHaveLength(1);
  }
});
