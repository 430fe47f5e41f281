import { expect, test } from "vitest";
import { assignCode } from "../../src/db/messages/promo-codes.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { testApp } from "./test-app.ts";

const path = "/api/v1/promo-pools";
const nobody = "00000000-0000-7000-8000-000000000000";

test("codes are added up to 10,000 at a time, each once, and counted", async () => {
  const app = await testApp();
  const made = await app.call("POST", path, { name: "Spring", lowStock: 2 });
  expect(made).toMatchObject({
    status: 201,
    body: { name: "Spring", lowStock: 2, total: 0, remaining: 0, runsLow: true },
  });
  expect((await app.call("POST", path, { name: "Spring" })).status).toBe(409);
  const one = `${path}/${made.body.id}`;
  const add = (codes: unknown) => app.call("POST", `${one}/codes`, { codes });
  const codes = Array.from({ length: 10_000 }, (_, index) => `SPRING-${index}`);
  expect((await add(codes)).body).toMatchObject({
    added: 10_000,
    repeated: 0,
    pool: { total: 10_000, remaining: 10_000, given: 0, runsLow: false },
  });
  expect((await add(["SPRING-1", "new", " new "])).body).toMatchObject({ added: 1, repeated: 2 });
  expect((await add([...codes, "more"])).status).toBe(400);
  expect((await add([])).status).toBe(400);
  expect((await add([""])).body.errors).toMatchObject([{ path: "codes[0]" }]);
  expect((await app.call("POST", `${path}/${nobody}/codes`, { codes: ["a"] })).status).toBe(404);
  const to = { runId: nobody, blockId: "b", contactId: nobody };
  expect(await assignCode(app.db, "Spring", { ...to, visit: 1 })).toBe("SPRING-0");
  expect(await assignCode(app.db, "Spring", { ...to, visit: 2 })).toBe("SPRING-1");
  // A code that was given is not new again.
  expect((await add(["SPRING-0"])).body).toMatchObject({
    added: 0,
    pool: { given: 2, remaining: 9_999 },
  });
  expect((await app.call("PATCH", one, { lowStock: 20_000 })).body.runsLow).toBe(true);
  expect((await app.call("GET", path)).body.items).toMatchObject([{ name: "Spring", given: 2 }]);
});

test("a pool is deleted with its codes, unless a published workflow names it", async () => {
  const app = await testApp();
  const { id } = (await app.call("POST", path, { name: "Spring" })).body;
  await app.call("POST", `${path}/${id}/codes`, { codes: ["a"] });
  const block = { id: "x", kind: "promoCode", config: { pool: "Spring" } };
  const workflow = await makeWorkflow(app.db, { name: "Uses it", definition: inARow(block) });
  expect((await app.call("DELETE", `${path}/${id}`)).body).toMatchObject({
    status: 409,
    workflows: [{ workflowId: workflow.id, workflowName: "Uses it" }],
  });
  await app.db.query("update workflows set status = 'archived'");
  expect((await app.call("DELETE", `${path}/${id}`)).status).toBe(204);
  expect(await app.db.query("select * from promo_codes")).toEqual([]);
});

test("of an erased contact no code tells that it was theirs", async () => {
  const app = await testApp();
  const { id } = (await app.call("POST", path, { name: "Spring" })).body;
  await app.call("POST", `${path}/${id}/codes`, { codes: ["a"] });
  const { contact } = (await app.call("POST", "/api/v1/contacts/upsert", { email: "a@b.eu" })).body;
  const to = { runId: nobody, blockId: "b", visit: 1, contactId: contact.id };
  await assignCode(app.db, "Spring", to);
  await app.call("DELETE", `/api/v1/contacts/${contact.id}`);
  expect(await app.db.query("select contact_id, run_id from promo_codes")).toEqual([
    { contact_id: null, run_id: nobody },
  ]);
});
