import { expect, test } from "vitest";
import { emptySegment } from "../support/starts.ts";
import { activeWorkflow, emailDefinition, send, testApi } from "./workflows/api.ts";

test("avoid in progress is set, shown, told in words and changed over the API", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "order" });
  const made = await api.post(`/workflows/${workflowId}/bindings`, {
    role: "start",
    eventTypeKey: "order",
    frequency: { kind: "each" },
    filter: { "==": [{ var: "event.params.a" }, 1] },
    avoidInProgress: true,
  });
  expect(made).toMatchObject({ status: 201, body: { avoidInProgress: true } });
  expect(made.body.words).toContain("none while one is in progress for the contact");
  const patched = await api.patch(`/bindings/${made.body.id}`, { avoidInProgress: false });
  expect(patched).toMatchObject({ status: 200, body: { avoidInProgress: false } });
  const stop = await api.post(`/workflows/${workflowId}/bindings`, {
    role: "stop",
    eventTypeKey: "order",
    avoidInProgress: true,
  });
  expect(stop.status).toBe(400);
});

test("a start for each member of a segment answers fan_out, and its progress can be read and stopped", async () => {
  const api = await testApi();
  await emptySegment(api.db, "VIP");
  const { workflowId } = await activeWorkflow(api, { typeKey: "other" });
  await api.post("/event-types", { key: "news" });
  const start = { role: "start", eventTypeKey: "news", frequency: { kind: "each" } };
  const binding = { ...start, forEachMemberOf: { segment: "VIP" } };
  const bound = await api.post(`/workflows/${workflowId}/bindings`, binding);
  expect(bound.body.words).toBe('One run for every event; for each member of "VIP"');
  const byKey = await api.post(`/workflows/${workflowId}/bindings`, { ...binding, subject: "key" });
  expect(byKey).toMatchObject({ status: 400, body: { errors: [{ path: "subject" }] } });

  const { eventId, decisions } = await send(api, "news", "ada@example.com");
  const { fanOutId } = decisions[0];
  expect(decisions[0]).toMatchObject({ outcome: "fan_out" });
  const event = await api.get(`/events/${eventId}`);
  expect(event.body.decisions[0]).toMatchObject({ outcome: "fan_out", fanOutId });
  await send(api, "news", "bob@example.com");
  const first = await api.get("/fan-outs?limit=1");
  const second = await api.get(`/fan-outs?limit=1&after=${first.body.next}`);
  expect([first.body.items.length, second.body.items[0].id, second.body.next]).toEqual([
    1,
    fanOutId,
    null,
  ]);
  const shown = await api.get(`/fan-outs/${fanOutId}`);
  expect(shown.body).toMatchObject({
    state: "pending",
    segment: { name: "VIP" },
    eventId,
    eventTypeKey: "news",
  });
  const stopped = await api.post(`/fan-outs/${fanOutId}/stop`);
  expect(stopped).toMatchObject({ status: 202, body: { outcome: "requested" } });
  const gone = await api.get("/fan-outs/019a0000-0000-7000-8000-000000000099");
  expect(gone.status).toBe(404);
});

test("pause, archive and publish need no body, and take the choice about runs in one", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "order" });
  await send(api, "order", "ada@example.com");
  const published = await api.post(`/workflows/${workflowId}/publish`);
  expect(published.body).toMatchObject({ outcome: "unchanged", runsUnderWay: { count: 0 } });
  const paused = await api.post(`/workflows/${workflowId}/pause`, { runs: "continue" });
  expect(paused.body.runsUnderWay).toEqual({
    count: 1,
    now: "continue",
    fanOutId: null,
    bulkActionId: null,
  });
  const wrong = await api.post(`/workflows/${workflowId}/pause`, { runs: "kill" });
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: "runs" }] } });
  const archived = await api.post(`/workflows/${workflowId}/archive`, { runs: "stop" });
  expect(archived.body.runsUnderWay).toMatchObject({ count: 1, now: "stopping" });
  const stops = await api.get(`/fan-outs/${archived.body.runsUnderWay.fanOutId}`);
  expect(stops.body).toMatchObject({ kind: "stops", reason: "its workflow was archived" });
});

test("stop rules are set with a workflow, shown and changed; faults say where", async () => {
  const api = await testApi();
  await emptySegment(api.db, "VIP");
  const rules = [
    { kind: "segment", segment: "VIP", when: "enters" },
    { kind: "order", statuses: ["DELIVERED"] },
  ];
  const made = await api.post("/workflows", {
    name: "Stops",
    draft: emailDefinition(),
    stopRules: rules,
  });
  expect(made.body.stopRules).toEqual(rules);
  const id: string = made.body.id;
  const named = await api.patch(`/workflows/${id}`, { name: "Still stops" });
  expect(named.body.stopRules).toEqual(rules);
  const changed = await api.patch(`/workflows/${id}`, { stopRules: rules.slice(0, 1) });
  expect(changed.body.stopRules).toEqual(rules.slice(0, 1));
  const unknown = await api.patch(`/workflows/${id}`, {
    stopRules: [{ kind: "segment", segment: "Nobody", when: "enters" }],
  });
  expect(unknown).toMatchObject({
    status: 400,
    body: { errors: [{ path: "stopRules[0].segment" }] },
  });
});
