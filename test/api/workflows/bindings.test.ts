import { v7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import type { Frequency } from "../../../src/domain/frequency.ts";
import { nextAllowedAt } from "../../../src/domain/frequency.ts";
import { subjectOfKey } from "../../../src/domain/run-id.ts";
import { ingestBatch } from "../../../src/ingest/ingest-batch.ts";
import { fingerprint } from "../../../src/ingest/fingerprint.ts";
import type { TestApi } from "./api.ts";
import { activeWorkflow, send, testApi } from "./api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

const daily = {
  kind: "period",
  every: 1,
  unit: "days",
  window: "rolling",
  timeZone: "UTC",
} as const;

async function bind(body: Record<string, unknown>) {
  const { body: workflow } = await api.post("/workflows", { name: "Bound" });
  return api.post(`/workflows/${workflow.id}/bindings`, body);
}

describe("making a binding", () => {
  test("an unknown event type is not found, with a hint at those that look like it", async () => {
    await api.post("/event-types", { key: "orderPaid" });
    const { status, body } = await bind({
      role: "start",
      eventTypeKey: "ORDERpaid",
      frequency: { kind: "each" },
    });
    expect(status).toBe(404);
    expect(body.detail).toContain("orderPaid");
  });

  test("what can't be counted is refused, each fault at its place", async () => {
    const start = { role: "start", eventTypeKey: "orderPaid" };
    const period = { kind: "period", every: 1, unit: "days" };
    const faults: [Record<string, unknown>, string][] = [
      [{ ...start, frequency: { ...period, every: 0 } }, "frequency.every"],
      [{ ...start, frequency: { ...period, timeZone: "Mars/Olympus" } }, "frequency.timeZone"],
      [
        { ...start, frequency: { ...period, unit: "hours", every: 25, window: "calendar" } },
        "frequency.every",
      ],
      [{ ...start, frequency: daily, filter: { "==": [{ var: "contact.email" }, 1] } }, "filter"],
      [{ ...start, eventTypeId: v7(), frequency: daily }, "eventTypeKey"],
    ];
    for (const [body, path] of faults) {
      const answer = await bind(body);
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path]);
    }
  });

  test("it says in words what it does", async () => {
    const { body } = await bind({
      role: "start",
      eventTypeKey: "orderPaid",
      frequency: {
        kind: "period",
        every: 2,
        unit: "weeks",
        window: "calendar",
        timeZone: "Europe/Kyiv",
      },
      subject: "key",
      filter: { ">": [{ var: "event.params.total" }, 50] },
      ignoreOlderThan: { amount: 48, unit: "hours" },
    });
    expect(body.words).toBe(
      "At most one run per event key in each calendar 2 weeks (Europe/Kyiv); if event.params.total is more than 50; " +
        "events that occurred over 2 days ago start nothing",
    );
    expect(body.ignoreOlderThan).toEqual({ amount: 2, unit: "days" });
  });

  test("the same type can't start a workflow twice with the same filter, not even at once", async () => {
    const { body: workflow } = await api.post("/workflows", { name: "Twice" });
    const make = (filter: unknown) =>
      api.post(`/workflows/${workflow.id}/bindings`, {
        role: "start",
        eventTypeKey: "orderPaid",
        frequency: { kind: "each" },
        filter,
      });
    const both = await Promise.all([make(null), make(null)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await make({ "==": [{ var: "event.params.a" }, 1] })).status).toBe(201);
    expect((await make({ "==": [{ var: "event.params.a" }, 1] })).status).toBe(409);
  });

  test("a stop binding has no frequency to change", async () => {
    const { body } = await bind({ role: "stop", eventTypeKey: "orderPaid" });
    expect(body).toMatchObject({ role: "stop", match: "auto", frequency: null });
    const { status, body: problem } = await api.patch(`/bindings/${body.id}`, { frequency: daily });
    expect([status, problem.errors[0].path]).toEqual([400, "frequency"]);
  });
});

describe("changing how often a binding launches", () => {
  const outcomeOf = async (typeKey: string, email: string, key?: string) =>
    (await send(api, typeKey, email, key)).decisions[0].outcome;

  test("from once to each and back to once, nobody who was launched is launched again", async () => {
    const once = { kind: "once" };
    const { bindingId } = await activeWorkflow(api, { typeKey: "t1", frequency: once });
    expect(await outcomeOf("t1", "a@example.com")).toBe("launched");
    await api.patch(`/bindings/${bindingId}`, { frequency: { kind: "each" } });
    expect(await outcomeOf("t1", "b@example.com")).toBe("launched");
    await api.patch(`/bindings/${bindingId}`, { frequency: once });
    expect(await outcomeOf("t1", "a@example.com")).toBe("suppressed");
    expect(await outcomeOf("t1", "b@example.com")).toBe("suppressed");
    expect(await outcomeOf("t1", "c@example.com")).toBe("launched");
  });

  test("counted by key instead of by contact, a key that was launched stays launched", async () => {
    const { bindingId } = await activeWorkflow(api, { typeKey: "t2", frequency: daily });
    expect(await outcomeOf("t2", "a@example.com", "order 1")).toBe("launched");
    await api.patch(`/bindings/${bindingId}`, { subject: "key" });
    expect(await outcomeOf("t2", "b@example.com", "order 1")).toBe("suppressed");
    expect(await outcomeOf("t2", "a@example.com", "order 2")).toBe("launched");
  });

  test("every gate says what the rule says of its launch, whatever the old and the new frequency", async () => {
    const { bindingId } = await activeWorkflow(api, { typeKey: "t3", frequency: daily });
    const now = Date.now();
    // Launches of the past weeks and around the clock changes of the zones below.
    const launches = Array.from({ length: 2_000 }, (_, index) => ({
      subject: subjectOfKey(`subject ${index}`),
      at: new Date(now - Math.floor(Math.random() * 400 * 86_400_000)),
    }));
    await api.db.query(
      `insert into launch_gates (binding_id, subject, launched_at, next_allowed_at, event_id)
       select $1, s, a, a + interval '1 day', s from unnest($2::uuid[], $3::timestamptz[]) as l (s, a)`,
      [bindingId, launches.map(({ subject }) => subject), launches.map(({ at }) => at)],
    );
    const frequencies: Frequency[] = [
      { kind: "period", every: 3, unit: "months", window: "rolling", timeZone: "Europe/Berlin" },
      { kind: "period", every: 7, unit: "hours", window: "calendar", timeZone: "America/New_York" },
      {
        kind: "period",
        every: 2,
        unit: "weeks",
        window: "calendar",
        timeZone: "Australia/Lord_Howe",
      },
      { kind: "period", every: 30, unit: "days", window: "rolling", timeZone: "America/St_Johns" },
      { kind: "once" },
      {
        kind: "period",
        every: 13,
        unit: "months",
        window: "calendar",
        timeZone: "Pacific/Auckland",
      },
      { kind: "period", every: 36, unit: "hours", window: "rolling", timeZone: "Europe/London" },
    ];
    for (const frequency of frequencies) {
      const { status } = await api.patch(`/bindings/${bindingId}`, { frequency });
      expect(status).toBe(200);
      const gates = await api.db.query<{ at: Date; next: Date | number }>(
        'select launched_at as at, next_allowed_at as "next" from launch_gates where binding_id = $1',
        [bindingId],
      );
      expect(gates).toHaveLength(launches.length);
      for (const { at, next } of gates) {
        const right = nextAllowedAt(frequency, at);
        if (!(right instanceof Date)) expect(next).toBe(Infinity);
        // A gate whose window is over is open: when exactly it opened matters to nobody.
        else if (right.getTime() > now - 60_000) expect(next).toEqual(right);
        else expect(Number(next)).toBeLessThan(now - 60_000);
      }
    }
  });

  test("an event that is being decided while the frequency changes is counted under the new one", async () => {
    const { bindingId } = await activeWorkflow(api, { typeKey: "t4", frequency: daily });
    const monthly = { ...daily, unit: "months" } as const;
    let changed: Promise<unknown> | undefined;
    await api.db.tx(async (sql) => {
      const email = { kind: "email", value: "slow@example.com" } as const;
      const event = {
        typeKey: "t4",
        keyValue: "k",
        params: {},
        identities: [email],
        source: "api",
      };
      await ingestBatch(sql, [fingerprint(event)]);
      changed = api.patch(`/bindings/${bindingId}`, { frequency: monthly });
      await lockIsAwaited();
    });
    await changed;
    const [gate] = await api.db.query<{ at: Date; next: Date }>(
      'select launched_at as at, next_allowed_at as "next" from launch_gates where binding_id = $1',
      [bindingId],
    );
    expect(gate?.next).toEqual(nextAllowedAt(monthly, gate?.at ?? new Date(0)));
  });

  /** Resolves once somebody waits for the exclusive lock of `bindings`. */
  async function lockIsAwaited(): Promise<void> {
    for (;;) {
      const waiting = await api.db.query(
        `select 1 from pg_locks where relation = 'bindings'::regclass and not granted
            and database = (select oid from pg_database where datname = current_database())`,
      );
      if (waiting.length > 0) return;
    }
  }
});

test("a deleted binding forgets who was launched", async () => {
  const { bindingId } = await activeWorkflow(api, { typeKey: "t5", frequency: { kind: "once" } });
  await send(api, "t5", "a@example.com");
  expect((await api.delete(`/bindings/${bindingId}`)).status).toBe(204);
  expect((await api.get(`/bindings/${bindingId}`)).status).toBe(404);
  const gates = await api.db.query("select 1 from launch_gates where binding_id = $1", [bindingId]);
  expect(gates).toEqual([]);
});
