import { contextOf } from "../../support/context.ts";
import { v7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { blockKinds } from "../../../src/blocks/registry.ts";
import { createApiKey } from "../../../src/services/api-keys/api-keys.ts";
import type { TestApi } from "./api.ts";
import { activeWorkflow, emailDefinition, send, testApi } from "./api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

const mail = (id: string, config: object) => ({ id, kind: "sendEmail", config });

test("a draft is checked as it would be published, and nothing is saved", async () => {
  const { workflowId } = await activeWorkflow(api, { typeKey: "checked" });
  await send(api, "checked", "c@example.com");
  const before = (await api.get(`/workflows/${workflowId}`)).body;
  const { blocks, edges } = emailDefinition("For {{ event.params.city }}");
  const draft = {
    edges,
    blocks: [
      ...blocks,
      { id: "wait", kind: "waitForEvent" },
      mail("lost", { subject: "{{ event.params.city }}", html: "{% render 'nowhere' %}" }),
      mail("broken", { subject: "{{ event.params.city", html: "<p>Hi</p>" }),
      mail("far", { subject: "Hi", html: "{{ event.params.colour }}" }),
    ],
  };
  const { status, body } = await api.post(`/workflows/${workflowId}/check`, { draft });
  expect(status).toBe(200);
  const problems = body.problems.map((one: { block: string; field?: string }) => [
    one.block,
    one.field ?? "",
  ]);
  for (const one of [
    "wait.event",
    "wait.eventTypeKey",
    "lost.html",
    "broken.subject",
    "far.next",
  ]) {
    expect(problems).toContainEqual(one.split("."));
  }
  // Of messages that can be read, also where nothing leads to them yet.
  const unsubscribe = { variable: "unsubscribeUrl" };
  expect(body.warnings).toMatchObject([
    { block: "mail", variable: "event.params.city" },
    { block: "mail", ...unsubscribe },
    { block: "far", variable: "event.params.colour" },
    { block: "far", ...unsubscribe },
  ]);
  expect(Object.keys(body.summaries)).toEqual(["start", "mail", "end", "lost", "broken", "far"]);
  expect((await api.get(`/workflows/${workflowId}`)).body).toEqual(before);

  const saved = await api.patch(`/workflows/${workflowId}`, { draft, draftRevision: 1 });
  expect(saved.body.summaries).toEqual(body.summaries);
  const refused = await api.post(`/workflows/${workflowId}/publish`);
  expect(refused.body.problems).toEqual(body.problems);
});

test("a draft without the shape of one, or of no workflow, is not checked", async () => {
  const { workflowId } = await activeWorkflow(api, { typeKey: "misshapen" });
  const check = (id: string, draft: unknown) => api.post(`/workflows/${id}/check`, { draft });
  expect((await check(workflowId, { blocks: "none" })).status).toBe(400);
  expect((await check(v7(), emailDefinition())).status).toBe(404);
});

test("the kinds of blocks are told to who may read, in the order of the registry", async () => {
  const { status, body } = await api.get("/block-kinds");
  expect(status).toBe(200);
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual([...blockKinds.keys()]);
  expect(body.items[1]).toMatchObject({
    kind: "delay",
    label: "Delay",
    group: "waits",
    role: "wait",
    place: "database",
    branches: { fixed: ["next"] },
    defaults: { amount: 1, unit: "days" },
    availability: { available: true, why: null },
    schema: { type: "object", required: ["amount", "unit"] },
  });
  const scopes = ["send"] as const;
  const { key } = await createApiKey(contextOf(api.db), { name: "sender", scopes }, { scopes });
  const refused = await fetch(`${api.url}/api/v1/block-kinds`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(refused.status).toBe(403);
});
