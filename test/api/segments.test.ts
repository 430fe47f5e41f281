import { describe, expect, test } from "vitest";
import { sweepMoves } from "../../src/services/segments/history.ts";
import { makeWorkflow } from "../support/campaign.ts";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

const path = "/api/v1/segments";
const nobody = "00000000-0000-7000-8000-000000000000";

async function segment(app: TestApp, name: string): Promise<string> {
  return (await app.call("POST", path, { name })).body.id;
}

async function contact(app: TestApp, email: string): Promise<string> {
  return (await app.call("POST", "/api/v1/contacts/upsert", { email })).body.contact.id;
}

test("a segment is made, renamed and deleted; a name is there once", async () => {
  const app = await testApp();
  const vip = await segment(app, " VIP ");
  await segment(app, "Other");
  expect((await app.call("POST", path, { name: "VIP" })).status).toBe(409);
  expect((await app.call("PATCH", `${path}/${vip}`, { name: "Other" })).status).toBe(409);
  expect((await app.call("PATCH", `${path}/${vip}`, { name: "" })).status).toBe(400);
  expect((await app.call("PATCH", `${path}/${vip}`, { name: "Gold" })).body.name).toBe("Gold");
  expect((await app.call("DELETE", `${path}/${vip}`)).status).toBe(204);
  expect((await app.call("GET", path)).body.items).toMatchObject([{ name: "Other", members: 0 }]);
  expect((await app.call("DELETE", `${path}/${vip}`)).status).toBe(404);
});

test("members are added once, counted, paged and removed; ids of nobody are named", async () => {
  const app = await testApp();
  const id = await segment(app, "VIP");
  const members: string[] = [];
  for (let n = 0; n < 3; n++) members.push(await contact(app, `m${n}@b.eu`));
  const change = (what: string, contactIds: string[]) =>
    app.call("POST", `${path}/${id}/members/${what}`, { contactIds });
  expect((await change("add", [...members, nobody])).body).toEqual({
    changed: 3,
    unknown: [nobody],
  });
  expect((await change("add", members.slice(1))).body).toEqual({ changed: 0, unknown: [] });
  expect((await app.call("GET", `${path}/${id}`)).body.members).toBe(3);
  const first = await app.call("GET", `${path}/${id}/members?limit=2`);
  const second = await app.call("GET", `${path}/${id}/members?limit=2&after=${first.body.next}`);
  const listed = [...first.body.items, ...second.body.items];
  expect(listed.map(({ contactId }) => contactId)).toEqual(members);
  expect((await change("remove", [members[0] ?? "", nobody])).body).toMatchObject({ changed: 1 });
  expect((await app.call("GET", `${path}/${id}`)).body.members).toBe(2);
});

test("500 ids at a time are taken, 501, none and what is no id are a 400", async () => {
  const app = await testApp();
  const id = await segment(app, "VIP");
  const add = (contactIds: string[]) =>
    app.call("POST", `${path}/${id}/members/add`, { contactIds });
  expect((await add(Array.from({ length: 500 }, () => nobody))).status).toBe(200);
  expect((await add(Array.from({ length: 501 }, () => nobody))).status).toBe(400);
  expect((await add([])).status).toBe(400);
  expect((await add(["x"])).body.errors).toMatchObject([{ path: "contactIds[0]" }]);
  const unknown = `${path}/${nobody}/members/add`;
  expect((await app.call("POST", unknown, { contactIds: [nobody] })).status).toBe(404);
});

describe("a segment that a published workflow names", () => {
  const step = (kind: string, config: object) => ({
    blocks: [
      { id: "start", kind: "start" },
      { id: "x", kind, config },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "x" },
      ...(kind === "condition" ? ["yes", "no"] : ["next"]).map((branch) => ({
        from: "x",
        to: "end",
        branch,
      })),
    ],
  });
  const member = (name: string) => ({ in: [name, { var: "contact.segments" }] });

  test.each([
    ["a block", { definition: step("addToSegment", { segment: "VIP" }) }],
    ["a condition", { definition: step("condition", { rule: { "!": [member("VIP")] } }) }],
  ])("in %s: deleting and renaming it are refused with 409 and the workflow", async (_, given) => {
    const app = await testApp();
    const id = await segment(app, "VIP");
    const workflow = await makeWorkflow(app.db, { ...given, name: "Uses VIP" });
    for (const [method, body] of [["DELETE"], ["PATCH", { name: "Gold" }]] as const) {
      const answer = await app.call(method, `${path}/${id}`, body);
      expect(answer.status).toBe(409);
      expect(answer.body.workflows).toEqual([
        { workflowId: workflow.id, workflowName: "Uses VIP" },
      ]);
    }
    await app.db.query("update workflows set status = 'archived'");
    expect((await app.call("DELETE", `${path}/${id}`)).status).toBe(204);
  });

  test("a workflow that has its name elsewhere doesn't hold it", async () => {
    const app = await testApp();
    const id = await segment(app, "VIP");
    const rule = { "==": [{ var: "event.params.level" }, "VIP"] };
    await makeWorkflow(app.db, { definition: step("condition", { rule }) });
    await makeWorkflow(app.db, { definition: step("addToSegment", { segment: "VIP 2" }) });
    expect((await app.call("DELETE", `${path}/${id}`)).status).toBe(204);
  });
});

test("the list tells lists from rules, and when each was changed", async () => {
  const app = await testApp();
  const list = await segment(app, "VIP");
  const rule = { isSet: { var: "contact.email" } };
  await app.call("POST", path, { name: "Reachable", rule });
  const namesOf = async (kind: string) =>
    (await app.call("GET", `${path}?kind=${kind}`)).body.items.map(
      ({ name }: { name: string }) => name,
    );
  expect(await namesOf("list")).toEqual(["VIP"]);
  expect(await namesOf("rule")).toEqual(["Reachable"]);
  expect((await app.call("GET", `${path}?kind=other`)).status).toBe(400);
  const before = (await app.call("GET", `${path}/${list}`)).body;
  const after = (await app.call("PATCH", `${path}/${list}`, { name: "Gold" })).body;
  expect(before.changedAt >= before.createdAt).toBe(true);
  expect(after.changedAt > before.changedAt).toBe(true);
});

test("members are searched by the beginning of what they are called by", async () => {
  const app = await testApp();
  const id = await segment(app, "VIP");
  const ada = await contact(app, "ada@b.eu");
  const bela = await contact(app, "bela@b.eu");
  await contact(app, "adam@b.eu");
  await app.call("POST", `${path}/${id}/members/add`, { contactIds: [ada, bela] });
  const found = await app.call("GET", `${path}/${id}/members?search=ada`);
  expect(found.body.items).toMatchObject([{ contactId: ada, email: "ada@b.eu" }]);
  expect((await app.call("GET", `${path}/${id}/members?search=nobody`)).body.items).toEqual([]);
});

test("who came and went is counted by day, before the sweep adds it up and after", async () => {
  const app = await testApp();
  const id = await segment(app, "VIP");
  const ids = [await contact(app, "a@b.eu"), await contact(app, "b@b.eu")];
  await app.call("POST", `${path}/${id}/members/add`, { contactIds: ids });
  await app.call("POST", `${path}/${id}/members/remove`, { contactIds: ids.slice(1) });
  const lastDays = async () =>
    (await app.call("GET", `${path}/${id}/history?days=7`)).body.days as { entered: number }[];
  const noted = await lastDays();
  expect(noted).toHaveLength(7);
  expect(noted.at(-1)).toMatchObject({ entered: 2, left: 1 });
  expect(noted.slice(0, 6).every(({ entered }) => entered === 0)).toBe(true);
  await sweepMoves(app.db);
  expect(await app.db.query("select 1 from segment_moves")).toEqual([]);
  await app.call("POST", `${path}/${id}/members/add`, { contactIds: ids });
  expect((await lastDays()).at(-1)).toMatchObject({ entered: 3, left: 1 });
  await sweepMoves(app.db);
  expect((await lastDays()).at(-1)).toMatchObject({ entered: 3, left: 1 });
  expect((await app.call("GET", `${path}/${nobody}/history`)).status).toBe(404);
  expect((await app.call("GET", `${path}/${id}/history?days=9999`)).status).toBe(400);
});

test("the moves of a segment that was deleted are forgotten", async () => {
  const app = await testApp();
  const id = await segment(app, "VIP");
  await app.call("POST", `${path}/${id}/members/add`, {
    contactIds: [await contact(app, "a@b.eu")],
  });
  await sweepMoves(app.db);
  expect((await app.call("DELETE", `${path}/${id}`)).status).toBe(204);
  await sweepMoves(app.db);
  expect(await app.db.query("select 1 from segment_moves")).toEqual([]);
  expect(await app.db.query("select 1 from segment_days")).toEqual([]);
});

test("a segment tells which workflows and segments name it", async () => {
  const app = await testApp();
  const id = await segment(app, "VIP");
  const rule = { in: ["VIP", { var: "contact.segments" }] };
  const asking = (await app.call("POST", path, { name: "Best", rule })).body;
  expect((await app.call("GET", `${path}/${id}/uses`)).body).toEqual({
    workflows: [],
    segments: [{ id: asking.id, name: "Best" }],
    broadcasts: [],
  });
  expect((await app.call("DELETE", `${path}/${id}`)).body.segments).toEqual([
    { id: asking.id, name: "Best" },
  ]);
  expect((await app.call("GET", `${path}/${nobody}/uses`)).status).toBe(404);
});
