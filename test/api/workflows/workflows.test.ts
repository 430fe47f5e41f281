import { v7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import type { TestApi } from "./api.ts";
import { activeWorkflow, emailDefinition, send, testApi } from "./api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

async function draft(definition?: unknown): Promise<string> {
  const { status, body } = await api.post("/workflows", { name: `W ${v7()}`, draft: definition });
  expect(status).toBe(201);
  return body.id;
}

test("a new workflow is a draft that could be published", async () => {
  const { body } = await api.post("/workflows", { name: "New", tags: ["a", "a", "b"] });
  expect(body).toMatchObject({ status: "draft", tags: ["a", "b"], draftRevision: 1, problems: [] });
  expect(body).toMatchObject({ currentVersion: null, launchConditions: [] });
});

test("an incomplete draft is saved, and its problems are told", async () => {
  const id = await draft();
  const incomplete = { blocks: [{ id: "start", kind: "start" }], edges: [] };
  const { status, body } = await api.patch(`/workflows/${id}`, {
    draft: incomplete,
    draftRevision: 1,
  });
  expect(status).toBe(200);
  expect(body.problems).toMatchObject([{ block: "start", field: "next" }]);
  expect((await api.post(`/workflows/${id}/publish`)).body.problems).toEqual(body.problems);
});

test("a draft with a fault of shape is refused with the fault's place", async () => {
  const id = await draft();
  const faulty = {
    blocks: [
      { id: "d", kind: "teleport" },
      { id: "e", kind: "end", config: [] },
      { id: "f", kind: "end", position: { x: 1e7, y: 0 } },
      { id: "g", kind: "end", colour: "red" },
    ],
    edges: [{ from: "d" }],
  };
  const { status, body } = await api.patch(`/workflows/${id}`, { draft: faulty, draftRevision: 1 });
  expect(status).toBe(400);
  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
    "draft.blocks[0].kind",
    "draft.blocks[1].config",
    "draft.blocks[2].position.x",
    "draft.blocks[3].colour",
    "draft.edges[0].to",
  ]);
});

test("of two savings onto one revision the second is a conflict and changes nothing", async () => {
  const id = await draft();
  const save = (subject: string) =>
    api.patch(`/workflows/${id}`, { draft: emailDefinition(subject), draftRevision: 1 });
  const statuses = (await Promise.all([save("one"), save("two")])).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 409]);
  const { body } = await api.get(`/workflows/${id}`);
  expect(body.draftRevision).toBe(2);
  expect(body.draft.blocks[1].config.subject).toBe(statuses[0] === 200 ? "one" : "two");
});

test("a published version stays as it was when the draft changes", async () => {
  const id = await draft(emailDefinition("first"));
  expect((await api.post(`/workflows/${id}/publish`)).body).toMatchObject({
    number: 1,
    outcome: "published",
  });
  await api.patch(`/workflows/${id}`, { draft: emailDefinition("second"), draftRevision: 1 });
  expect((await api.post(`/workflows/${id}/publish`)).body).toMatchObject({
    number: 2,
    current: true,
  });
  const first = await api.get(`/workflows/${id}/versions/1`);
  expect(first.body.definition.blocks[1].config.subject).toBe("first");
  expect(first.body.current).toBe(false);
  const list = await api.get(`/workflows/${id}/versions?limit=1`);
  expect(list.body.items).toMatchObject([{ number: 2, current: true }]);
  const rest = await api.get(`/workflows/${id}/versions?limit=1&after=${list.body.next}`);
  expect(rest.body).toMatchObject({ items: [{ number: 1 }], next: null });
});

test("Postgres itself refuses to change a published version", async () => {
  const id = await draft(emailDefinition());
  await api.post(`/workflows/${id}/publish`);
  const change = api.db.query("update workflow_versions set plan = '{}' where workflow_id = $1", [
    id,
  ]);
  await expect(change).rejects.toThrow("rows never change");
});

test("publishing an unchanged draft gives the current version, also to many at once", async () => {
  const id = await draft(emailDefinition());
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => api.post(`/workflows/${id}/publish`)),
  );
  expect(answers.map(({ body }) => body.number)).toEqual([1, 1, 1, 1, 1]);
  expect(answers.filter(({ body }) => body.outcome === "published")).toHaveLength(1);
});

test("activation tells everything that is missing at once", async () => {
  const id = await draft(emailDefinition(""));
  const { status, body } = await api.post(`/workflows/${id}/activate`);
  expect(status).toBe(409);
  expect(body.missing).toMatchObject([
    { what: "version" },
    { what: "block", block: "mail", field: "subject" },
    { what: "start" },
  ]);
});

test("a workflow whose start bindings are all switched off is not activated", async () => {
  const id = await draft(emailDefinition());
  await api.post("/event-types", { key: "offBinding" });
  await api.post(`/workflows/${id}/publish`);
  const binding = { role: "start", eventTypeKey: "offBinding", frequency: { kind: "each" } };
  await api.post(`/workflows/${id}/bindings`, { ...binding, enabled: false });
  const { body } = await api.post(`/workflows/${id}/activate`);
  expect(body.missing).toMatchObject([{ what: "start" }]);
  expect(body.missing[0].message).toContain("switched off");
});

test("a paused workflow starts nothing until it is activated again", async () => {
  const { workflowId } = await activeWorkflow(api, { typeKey: "pausing" });
  const launched = async () => (await send(api, "pausing", "p@example.com")).decisions[0].outcome;
  expect(await launched()).toBe("launched");
  expect((await api.post(`/workflows/${workflowId}/pause`)).body.status).toBe("paused");
  expect(await launched()).toBe("not_active");
  await api.post(`/workflows/${workflowId}/activate`);
  expect(await launched()).toBe("launched");
});

test("archiving is final", async () => {
  const { workflowId } = await activeWorkflow(api, { typeKey: "archiving" });
  expect((await api.post(`/workflows/${workflowId}/archive`)).body.status).toBe("archived");
  expect((await api.post(`/workflows/${workflowId}/archive`)).status).toBe(200);
  for (const verb of ["activate", "pause", "publish"]) {
    expect((await api.post(`/workflows/${workflowId}/${verb}`)).status).toBe(409);
  }
});

test("only a draft that never ran can be deleted", async () => {
  const id = await draft();
  expect((await api.delete(`/workflows/${id}`)).status).toBe(204);
  expect((await api.get(`/workflows/${id}`)).status).toBe(404);
  const { workflowId } = await activeWorkflow(api, { typeKey: "deleting" });
  expect((await api.delete(`/workflows/${workflowId}`)).status).toBe(409);
});

test("the list is searched by name, tag and status, and shows what launches a workflow", async () => {
  const { workflowId } = await activeWorkflow(api, {
    typeKey: "listed",
    frequency: { kind: "period", every: 24, unit: "hours" },
  });
  await api.patch(`/workflows/${workflowId}`, { name: "100 %_sure", tags: ["vip"] });
  await send(api, "listed", "l@example.com");
  const found = await api.get(
    `/workflows?search=${encodeURIComponent("0 %_S")}&tag=vip&status=active`,
  );
  expect(found.body.items).toMatchObject([
    {
      id: workflowId,
      currentVersion: 1,
      launchConditions: [
        {
          eventTypeKey: "listed",
          eventTypeName: "listed",
          source: "event",
          words: "At most one run per contact in any 24 hours",
        },
      ],
      runs: { last24Hours: 1, last7Days: 1 },
    },
  ]);
  expect((await api.get("/workflows?search=%25%25&tag=vip")).body.items).toEqual([]);
  expect((await api.get("/workflows?tag=vip&status=paused")).body.items).toEqual([]);
});
