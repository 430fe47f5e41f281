import { beforeAll, expect, test } from "vitest";
import type { TestApi } from "./api.ts";
import { testApi } from "./api.ts";

let api: TestApi;
let place: string;
beforeAll(async () => {
  api = await testApi();
  await api.post("/event-types", { key: "bought" });
  const { body } = await api.post("/workflows", { name: "W" });
  place = `/workflows/${body.id}/bindings`;
});

const start = {
  role: "start",
  eventTypeKey: "bought",
  frequency: { kind: "period", every: 1, unit: "days" },
};

test("a binding is told in words before it is made, and nothing is kept", async () => {
  const described = await api.post(`${place}/describe`, start);
  expect(described).toEqual({
    status: 200,
    body: { words: "At most one run per contact in any day", faults: [] },
  });
  expect((await api.get(place)).body.items).toEqual([]);
});

test("what would keep it from being made is told at its field; bad input is a 400", async () => {
  const faults = async (body: object) => (await api.post(`${place}/describe`, body)).body.faults;
  expect(await faults({ ...start, eventTypeKey: "Bought" })).toMatchObject([
    { path: "eventTypeKey", message: expect.stringContaining("bought") },
  ]);
  expect(await faults({ ...start, forEachMemberOf: { segment: "Nobody" } })).toMatchObject([
    { path: "segment" },
  ]);
  const answer = await api.post(`${place}/describe`, { ...start, frequency: { kind: "often" } });
  expect(answer.status).toBe(400);
  expect((await api.post(place, { ...start, frequency: { kind: "often" } })).body.errors).toEqual(
    answer.body.errors,
  );
});

test("the same start again is a fault, but not for the one that is being changed", async () => {
  const filter = { "==": [{ var: "event.params.a" }, 1] };
  const { body: made } = await api.post(place, { ...start, filter });
  const again = `${place}/describe`;
  expect((await api.post(again, { ...start, filter })).body.faults).toHaveLength(1);
  expect(
    (await api.post(`${again}?bindingId=${made.id}`, { ...start, filter })).body.faults,
  ).toEqual([]);
  expect((await api.post(again, start)).body.faults).toEqual([]);
});
