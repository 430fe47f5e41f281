import { describe, expect, test } from "vitest";
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
