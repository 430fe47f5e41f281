import { beforeAll, describe, expect, test } from "vitest";
import { entry, json, statuses, sourceApp } from "./source-app.ts";

let it: Awaited<ReturnType<typeof sourceApp>>;
beforeAll(async () => {
  it = await sourceApp();
});

describe("a delivery that holds a list is an event for each entry", () => {
  test.each([
    ["body", (list: object[]) => list],
    ["{{ body }}", (list: object[]) => list],
    ["events", (list: object[]) => ({ events: list })],
    ["body.data.items", (list: object[]) => ({ data: { items: list } })],
    ["$.a[0].b", (list: object[]) => ({ a: [{ b: list }] })],
    [
      "{{ body.all | where: 'ok', true | json }}",
      (list: object[]) => ({ all: [...list, { ok: false }] }),
    ],
  ])("under %s, each with its own id, and a repetition doubles nothing", async (each, bodyOf) => {
    const { path } = await it.make({ preset: "custom", mapping: { ...entry, each } });
    const body = bodyOf([
      { ok: true, type: "opened", id: 1, email: "a@example.com" },
      { ok: true, type: "clicked", id: 2, email: "b@example.com" },
    ]);
    const first = await it.deliver(path, json(body));
    expect(first).toMatchObject({ status: 200, body: { status: "sent" } });
    expect(statuses(first.body.results)).toEqual(["sent", "sent"]);
    const [one, other] = first.body.results;
    expect([await it.eventOf(one.eventId), await it.eventOf(other.eventId)]).toMatchObject([
      { type: { key: "opened" }, identities: [{ value: "a@example.com" }], params: { id: 1 } },
      { type: { key: "clicked" }, identities: [{ value: "b@example.com" }], params: { id: 2 } },
    ]);
    const again = await it.deliver(path, json(body));
    expect(again.body.results).toEqual(
      first.body.results.map((result: object) => ({ ...result, status: "duplicate" })),
    );
  });

  test("one that can't be taken names itself, and the others count", async () => {
    const source = await it.make({ preset: "custom", mapping: { ...entry, each: "body" } });
    const good = (id: number) => ({ type: "seen", id, email: "a@example.com" });
    const bad = [
      { type: "cut \ud83d", id: 2 },
      { type: "nul\0", id: 3 },
      { text: "x".repeat(70_000), type: "large" },
    ];
    const { status, body } = await it.deliver(source.path, json([good(1), ...bad, {}, 7, good(4)]));
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { index: 0, status: "sent" },
      { index: 1, status: "refused", reason: expect.stringContaining("half a surrogate pair") },
      { index: 2, status: "refused", reason: expect.stringContaining("NUL") },
      { index: 3, status: "refused", reason: expect.stringContaining("64 kB") },
      { index: 4, status: "skipped" },
      { index: 5, status: "skipped" },
      { index: 6, status: "sent" },
    ]);
    const [sample] = await it.samplesOf(source);
    expect(sample).toMatchObject({
      outcome: "sent",
      reason: expect.stringMatching(/^5 of 7 .*entry 1: /),
    });
    const none = await it.deliver(source.path, json([bad[0], bad[1]]));
    expect(none).toMatchObject({ status: 400, body: { results: [{ index: 0 }, { index: 1 }] } });
  });

  test("a template that fails for one entry fails for that one only", async () => {
    const { path } = await it.make({
      preset: "custom",
      mapping: {
        ...entry,
        each: "body",
        key: "{{ item.list | join: item.by | date: item.form }}",
        eventType: "{% if item.loop %}{% for i in (1..99999999) %}.{% endfor %}{% endif %}seen",
      },
    });
    const { body } = await it.deliver(
      path,
      json([{ id: "x1" }, { id: "x2", loop: true }, { id: "x3" }]),
    );
    expect(statuses(body.results)).toEqual(["sent", "refused", "sent"]);
  });

  test("without ids, entries that are alike count in one delivery, and a repetition doubles none", async () => {
    const { path } = await it.make({
      preset: "custom",
      mapping: { each: "body", eventType: "visit", contact: { email: "{{ item.email }}" } },
    });
    const visit = { email: "a@example.com" };
    const first = await it.deliver(path, json([visit, visit]));
    expect(
      new Set(first.body.results.map(({ eventId }: { eventId: string }) => eventId)).size,
    ).toBe(2);
    expect(statuses((await it.deliver(path, json([visit, visit]))).body.results)).toEqual([
      "duplicate",
      "duplicate",
    ]);
    const third = await it.deliver(path, json([visit, visit, visit]));
    expect(statuses(third.body.results)).toEqual(["sent", "sent", "sent"]);
  });

  test("entries that a mapping calls alike and that differ are events of their own", async () => {
    const { path } = await it.make({
      preset: "custom",
      mapping: { each: "body.rows", eventType: "row", messageId: "{{ body.id }}" },
    });
    const body = { id: "d-1", rows: [{ n: 1 }, { n: 2 }, { n: 1 }] };
    expect(statuses((await it.deliver(path, json(body))).body.results)).toEqual([
      "sent",
      "sent",
      "duplicate",
    ]);
    expect(statuses((await it.deliver(path, json(body))).body.results)).toEqual(
      Array.from({ length: 3 }, () => "duplicate"),
    );
  });

  test("an empty list is passed over, none at its place is refused, one object is one entry", async () => {
    const { path } = await it.make({ preset: "custom", mapping: { ...entry, each: "events" } });
    expect((await it.deliver(path, json({ events: [] }))).body).toMatchObject({
      status: "skipped",
    });
    const missing = await it.deliver(path, json({ event: [] }));
    expect(missing).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("events") },
    });
    const single = await it.deliver(path, json({ events: { type: "alone", id: "s-1" } }));
    expect(statuses(single.body.results)).toEqual(["sent"]);
  });
});
