import { expect, test } from "vitest";
import type { TestApi } from "./api.ts";
import { activeWorkflow, emailDefinition, send, testApi } from "./api.ts";

const monthly = { kind: "period", every: 30, unit: "days", window: "rolling", timeZone: "UTC" };

async function launched(api: TestApi, typeKey: string, names: string[]): Promise<string[]> {
  const answers = [];
  for (const name of names) answers.push(await send(api, typeKey, `${name}@example.com`));
  return answers.map(({ decisions }) => decisions[0].outcome);
}

async function changes(api: TestApi, workflowId: string) {
  return (await api.get(`/workflows/${workflowId}/history`)).body.items;
}

test("a change of a live frequency is foreseen: who can start again, and who has to wait", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, {
    typeKey: "order",
    frequency: monthly,
  });
  await launched(api, "order", ["ada", "bob", "cyd"]);
  await api.db.query(
    `update launch_gates set launched_at = now() - interval '20 days', next_allowed_at = now() + interval '10 days'
      where subject = (select contact_id from runs order by id limit 1)`,
  );
  const foresee = async (change: object) =>
    (
      await api.post(`/workflows/${workflowId}/bindings/outlook`, {
        does: "update",
        bindingId,
        change,
      })
    ).body;
  const each = await foresee({ frequency: { kind: "each" } });
  expect(each).toMatchObject({
    isLive: true,
    changesFrequency: true,
    startAgain: { count: 3, isAtLeast: false },
    wait: { count: 0 },
    eventsLast7Days: 3,
    before: { words: "At most one run per contact in any 30 days" },
    after: { words: "One run for every event" },
  });
  const weekly = await foresee({ frequency: { ...monthly, every: 7 } });
  expect([weekly.startAgain.count, weekly.wait.count]).toEqual([1, 0]);

  await api.patch(`/bindings/${bindingId}`, { frequency: { kind: "each" } });
  const back = await foresee({ frequency: monthly });
  expect([back.startAgain.count, back.wait.count]).toEqual([0, 3]);
  const off = await foresee({ enabled: false });
  expect(off).toMatchObject({
    isLastStart: true,
    changesFrequency: false,
    after: { enabled: false },
  });
});

test("a longer frequency tells of those who then have to wait", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, {
    typeKey: "order",
    frequency: { ...monthly, every: 1 },
  });
  await launched(api, "order", ["ada", "bob"]);
  await api.db.query(
    "update launch_gates set launched_at = now() - interval '3 days', next_allowed_at = now() - interval '2 days'",
  );
  const planned = { does: "update", bindingId, change: { frequency: { kind: "once" } } };
  const { body } = await api.post(`/workflows/${workflowId}/bindings/outlook`, planned);
  expect([body.startAgain.count, body.wait.count]).toEqual([0, 2]);
});

test("each change of a live trigger stands in the history with who and what, and is undone exactly", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, {
    typeKey: "order",
    frequency: monthly,
  });
  const before = (await api.get(`/bindings/${bindingId}`)).body;
  expect(await launched(api, "order", ["ada", "ada"])).toEqual(["launched", "suppressed"]);

  const filter = { ">": [{ var: "event.params.total" }, 50] };
  await api.patch(`/bindings/${bindingId}`, {
    enabled: false,
    frequency: { kind: "each" },
    filter,
    ignoreOlderThan: { amount: 2, unit: "hours" },
  });
  const [change, published] = (await changes(api, workflowId)).filter(
    ({ kind }: { kind: string }) => kind === "binding" || kind === "published",
  );
  expect(change).toMatchObject({
    actor: { kind: "key", name: "test" },
    kind: "binding",
    canUndo: true,
    binding: {
      id: bindingId,
      action: "updated",
      eventType: { key: "order" },
      before: { enabled: true, words: before.words },
      after: { enabled: false },
    },
  });
  expect(published).toMatchObject({ kind: "published", version: 1, canUndo: false });

  const undone = await api.post(`/workflows/${workflowId}/history/${change.id}/undo`);
  expect(undone.status).toBe(200);
  const { updatedAt: _then, ...settings } = before;
  expect(undone.body.binding).toMatchObject(settings);
  expect(await launched(api, "order", ["ada", "bob"])).toEqual(["suppressed", "launched"]);
  // The undoing is a change too, and can be undone.
  const [undoing] = await changes(api, workflowId);
  expect(undoing).toMatchObject({
    kind: "binding",
    canUndo: true,
    binding: { after: { enabled: true } },
  });
  expect(undoing.id).not.toBe(change.id);
});

test("a deleted trigger is put back under its id, and remembers who was launched", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, {
    typeKey: "order",
    frequency: monthly,
  });
  await launched(api, "order", ["ada"]);
  expect((await api.delete(`/bindings/${bindingId}`)).status).toBe(204);
  const [deleted] = await changes(api, workflowId);
  expect(deleted).toMatchObject({ binding: { action: "deleted", after: null }, canUndo: true });
  const planned = { does: "undo", change: deleted.id };
  const outlook = await api.post(`/workflows/${workflowId}/bindings/outlook`, planned);
  expect(outlook.body).toMatchObject({
    before: null,
    wait: { count: 1 },
    eventType: { key: "order" },
  });

  const path = `/workflows/${workflowId}/history/${deleted.id}/undo`;
  expect((await api.post(path)).body.binding.id).toBe(bindingId);
  expect(await launched(api, "order", ["ada", "bob"])).toEqual(["suppressed", "launched"]);
  const again = await api.post(path);
  expect(again).toMatchObject({ status: 409 });
  expect(again.body.detail).toContain("there again already");
});

test("what was added is taken away by undoing, and stop rules are as before", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "order" });
  const stop = await api.post(`/workflows/${workflowId}/bindings`, {
    role: "stop",
    eventTypeKey: "order",
  });
  expect(stop.status).toBe(201);
  const stopRules = [{ kind: "order", statuses: ["CANCELLED"] }];
  expect((await api.patch(`/workflows/${workflowId}`, { stopRules })).status).toBe(200);
  const [newest, added] = await changes(api, workflowId);
  expect(newest).toMatchObject({ kind: "stopRules", canUndo: true });
  await api.post(`/workflows/${workflowId}/history/${newest.id}/undo`);
  expect((await api.get(`/workflows/${workflowId}`)).body.stopRules).toEqual([]);
  expect(added.binding).toMatchObject({ action: "created", role: "stop" });
  const gone = await api.post(`/workflows/${workflowId}/history/${added.id}/undo`);
  expect(gone.body).toEqual({ binding: null });
  expect((await api.get(`/bindings/${stop.body.id}`)).status).toBe(404);
});

test("a switched-off trigger is the reason that its events are told", async () => {
  const api = await testApi();
  const { bindingId } = await activeWorkflow(api, { typeKey: "order" });
  await api.patch(`/bindings/${bindingId}`, { enabled: false });
  const { decisions } = await send(api, "order", "ada@example.com");
  expect(decisions).toMatchObject([
    { outcome: "switched_off", reason: "this trigger is switched off: its events start nothing" },
  ]);
});

test("a workflow says what is live, by whom, and how much of its draft is not; versions say what changed", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "order" });
  const by = { kind: "key", name: "test" };
  const read = async () => (await api.get(`/workflows/${workflowId}`)).body;
  expect(await read()).toMatchObject({
    live: { number: 1, publishedBy: by },
    unpublishedChanges: 0,
  });

  const { draftRevision } = await read();
  const draft = emailDefinition("Another subject");
  draft.blocks.splice(2, 0, {
    id: "second",
    kind: "sendEmail",
    config: { subject: "B", html: "b" },
  });
  draft.edges = [
    { from: "start", to: "mail" },
    { from: "mail", to: "second" },
    { from: "second", to: "end" },
  ];
  await api.patch(`/workflows/${workflowId}`, { draft, draftRevision });
  expect(await read()).toMatchObject({ live: { number: 1 }, unpublishedChanges: 2 });
  const { items } = (await api.get("/workflows")).body;
  expect(items[0]).toMatchObject({ unpublishedChanges: 2 });
  // Saving a draft is no change of what is live.
  const kinds = (await changes(api, workflowId)).map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual(["status", "published", "binding", "created"]);

  await api.post(`/workflows/${workflowId}/publish`);
  expect(await read()).toMatchObject({ live: { number: 2 }, unpublishedChanges: 0 });
  const versions = (await api.get(`/workflows/${workflowId}/versions?limit=1`)).body;
  expect(versions.items).toMatchObject([
    {
      number: 2,
      publishedBy: by,
      changes: { added: { count: 1, names: ["Send e-mail"] }, changed: { count: 1 }, branches: 0 },
    },
  ]);
  const older = await api.get(`/workflows/${workflowId}/versions?limit=1&after=${versions.next}`);
  expect(older.body.items).toMatchObject([{ number: 1, changes: null }]);
});
