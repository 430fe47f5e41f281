import { expect, test } from "vitest";
import { messageTo } from "../support/message-to.ts";
import { activeWorkflow, send, testApi } from "./workflows/api.ts";

test("once per contact: a start by hand is suppressed until the frequency is reset, and the time line tells both", async () => {
  const api = await testApi();
  const frequency = { kind: "once" };
  const { workflowId, bindingId } = await activeWorkflow(api, { typeKey: "cartLeft", frequency });
  const { contactId } = await send(api, "cartLeft", "ada@example.com");
  const path = `/contacts/${contactId}`;
  const start = () => api.post(`${path}/workflows/${workflowId}/start`, { bindingId });
  expect((await start()).body.outcome).toBe("suppressed");
  const why = await api.get(`${path}/workflows/${workflowId}/explanation`);
  expect(why.body).toMatchObject({ answer: "decided", triggers: [{ closed: { opensAt: null } }] });
  expect((await api.post(`/bindings/${bindingId}/reset`, { contactId })).body).toEqual({
    opened: 1,
  });
  expect((await start()).body.outcome).toBe("launched");
  const { status, body } = await api.get(`${path}/timeline?kind=run,reset`);
  expect(status).toBe(200);
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(["run", "reset", "run"]);
});

test("a start by hand that is sent again, also at the same time, starts one run and gets the first answer", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  const { id } = (await api.post("/contacts/upsert", { email: "ada@example.com" })).body.contact;
  const start = (more: object = {}) =>
    api.post(`/contacts/${id}/workflows/${workflowId}/start`, {
      bindingId,
      messageId: "call-1",
      ...more,
    });
  const answers = await Promise.all([start(), start(), start()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ body }) => body.runId)).size).toBe(1);
  expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1);
  expect((await start({ params: { total: 2 } })).status).toBe(409);
  expect(await api.db.query("select 1 from runs")).toHaveLength(1);
  expect(await api.db.query("select 1 from manual_starts")).toHaveLength(1);
  const log = await api.get("/audit-log");
  expect(JSON.stringify(log.body.items)).toContain("manualStart");
});

test("a start by hand is refused where nothing can be started, and says why", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  const { id } = (await api.post("/contacts/upsert", { email: "ada@example.com" })).body.contact;
  const path = `/contacts/${id}/workflows/${workflowId}`;
  await api.patch(`/bindings/${bindingId}`, { enabled: false });
  const off = await api.post(`${path}/start`, { bindingId });
  expect([off.status, off.body.detail]).toEqual([409, "this trigger is switched off"]);
  expect((await api.get(`${path}/explanation`)).body.answer).toBe("switched_off");
  await api.patch(`/bindings/${bindingId}`, { enabled: true });
  expect((await api.get(`${path}/explanation`)).body.answer).toBe("no_event");
  await api.post(`/workflows/${workflowId}/pause`, { runs: "continue" });
  const paused = await api.post(`${path}/start`, { bindingId });
  expect([paused.status, paused.body.detail]).toEqual([
    409,
    "the workflow is not active: it is paused",
  ]);
  expect((await api.get(`${path}/explanation`)).body.answer).toBe("not_active");
  const nobody = `/contacts/${workflowId}/workflows/${workflowId}`;
  expect((await api.post(`${nobody}/start`, { bindingId })).status).toBe(404);
  expect((await api.get(`${nobody}/explanation`)).status).toBe(404);
});

test("why nothing goes to a contact is told before an event comes: unsubscribed, suppressed, no address", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  const email = "ada@example.com";
  const { id } = (await api.post("/contacts/upsert", { email })).body.contact;
  const blockedFor = async (contactId: string) =>
    (await api.get(`/contacts/${contactId}/workflows/${workflowId}/explanation`)).body.blocked;
  const because = (reason: unknown) => [{ blockId: "mail", channel: "email", reason }];
  expect(await blockedFor(id)).toEqual([]);

  const added = await api.post("/suppressions", {
    channel: "email",
    address: email,
    reason: "manual",
  });
  expect(added.status).toBe(201);
  expect(await blockedFor(id)).toMatchObject(
    because(expect.stringMatching(/^the address is suppressed: /)),
  );
  await api.ask("DELETE", `/suppressions/${added.body.id}`);
  expect(await blockedFor(id)).toEqual([]);
  await api.ask("PUT", `/contacts/${id}/topics`, { unsubscribed: true });
  expect(await blockedFor(id)).toMatchObject(
    because("the contact has unsubscribed from marketing messages"),
  );
  const other = (await api.post("/contacts/upsert", { phone: "+380441234567" })).body.contact;
  expect(await blockedFor(other.id)).toMatchObject(because("the contact has no address for it"));
});

test("a time line read page by page is the whole one, once each, also while more happens", async () => {
  const api = await testApi();
  await activeWorkflow(api, { typeKey: "cartLeft" });
  const { contactId } = await send(api, "cartLeft", "ada@example.com");
  for (let turn = 0; turn < 4; turn += 1) {
    await send(api, "cartLeft", "ada@example.com");
    await messageTo(api.db, { contactId, topic: null });
    await api.ask("PUT", `/contacts/${contactId}/topics`, { unsubscribed: turn % 2 === 0 });
  }
  const path = `/contacts/${contactId}/timeline`;
  const keys = (page: { items: { kind: string; id: unknown }[] }) =>
    page.items.map(({ kind, id }) => `${kind} ${String(id)}`);
  const whole = keys((await api.get(`${path}?limit=100`)).body);
  expect(new Set(whole).size).toBe(whole.length);
  expect(new Set(whole.map((key) => key.split(" ")[0]))).toEqual(
    new Set(["event", "run", "message", "consent"]),
  );
  for (const limit of [1, 3, 5]) {
    const read: string[] = [];
    let after = "";
    for (;;) {
      const page = (await api.get(`${path}?limit=${limit}${after}`)).body;
      read.push(...keys(page));
      if (page.next === null) break;
      after = `&after=${page.next}`;
      // What comes now stands above what is read next.
      if (read.length <= limit)
        await api.patch(`/contacts/${contactId}`, { firstName: `${limit}` });
    }
    expect(read.slice(-whole.length)).toEqual(whole);
    expect(new Set(read).size).toBe(read.length);
    whole.splice(0, whole.length, ...keys((await api.get(`${path}?limit=100`)).body));
  }
  const bad = await api.get(`${path}?after=nonsense`);
  expect(bad.status).toBe(400);
});

test("two contacts become one: who stays is right, and everything of the other is theirs", async () => {
  const api = await testApi();
  await activeWorkflow(api, { typeKey: "cartLeft" });
  const upsert = async (body: object) => (await api.post("/contacts/upsert", body)).body.contact.id;
  const kept = await upsert({ email: "ada@example.com", firstName: "Ada" });
  const gone = await upsert({ email: "bela@example.com", firstName: "Bela", lastName: "Byron" });
  await send(api, "cartLeft", "bela@example.com");
  await api.ask("PUT", `/contacts/${gone}/topics`, { unsubscribed: true });
  const merge = (contactId: string) => api.post(`/contacts/${kept}/merge`, { contactId });
  expect((await merge(kept)).status).toBe(409);
  const { status, body } = await merge(gone);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: kept,
    firstName: "Ada",
    lastName: "Byron",
    email: "ada@example.com",
    unsubscribed: true,
  });
  expect((await api.get(`/contacts/${gone}`)).status).toBe(404);
  expect((await merge(gone)).status).toBe(404);
  const kinds = (await api.get(`/contacts/${kept}/timeline`)).body.items.map(
    (entry: { kind: string }) => entry.kind,
  );
  expect(kinds).toEqual(expect.arrayContaining(["event", "run", "consent"]));
  const [run] = await api.db.query<{ contact: string }>("select contact_id as contact from runs");
  expect(run?.contact).toBe(kept);
  const stops = await api.db.query("select 1 from run_signals where kind = 'stop'");
  expect(stops).toHaveLength(1);
});

test("the export holds a line for all that is held of a contact, and of nobody else", async () => {
  const api = await testApi();
  await activeWorkflow(api, { typeKey: "cartLeft" });
  const { contactId } = await send(api, "cartLeft", "ada@example.com");
  await send(api, "cartLeft", "bela@example.com");
  await messageTo(api.db, { contactId, topic: null });
  const response = await fetch(`${api.url}/api/v1/contacts/${contactId}/export`, {
    headers: { authorization: `Bearer ${api.key}` },
  });
  expect(response.headers.get("content-disposition")).toContain(`contact-${contactId}.ndjson`);
  const text = await response.text();
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string });
  expect(new Set(lines.map(({ kind }) => kind))).toEqual(
    new Set(["contact", "identity", "event", "run", "message"]),
  );
  expect(text).toContain("ada@example.com");
  expect(text).not.toContain("bela@example.com");
});
