import { expect, test } from "vitest";
import type { Lane } from "../../src/db/queue/claim-runs.ts";
import { admission } from "../../src/dispatch/admission.ts";

function lane(given: Partial<Lane>): Lane {
  return { place: "database", opening: 0, waited: 0, isWaiting: true, workers: 1, ...given };
}

function roomIn(lanes: readonly Lane[], clock = () => 0): Record<string, number> {
  const rooms = admission(clock).rooms(lanes);
  return Object.fromEntries(rooms.map(({ place, room }) => [place, room]));
}

test("a lane without anybody who waits gets no room", () => {
  expect(roomIn([lane({ isWaiting: false })])).toEqual({ database: 0 });
});

test("a lane that is full gets no room, and holds up no other one", () => {
  const full = lane({ place: "email", opening: 32 });
  expect(roomIn([full, lane({})])).toEqual({ email: 0, database: 16 });
});

test("the calls that may be in progress are shared out between the lanes that wait", () => {
  expect(roomIn([lane({}), lane({ place: "email" })])).toEqual({ database: 8, email: 8 });
});

test("what may be opening grows with the workers that are alive", () => {
  expect(roomIn([lane({ opening: 40 })])).toEqual({ database: 0 });
  expect(roomIn([lane({ opening: 40, workers: 2 })])).toEqual({ database: 16 });
});

test("a lane whose runs do not get going gets less room, and the other ones as much as before", () => {
  let now = 0;
  const admitted = admission(() => now);
  const stuck = lane({ place: "email", opening: 32, waited: 9_000 });
  for (; now < 20_000; now += 100) admitted.rooms([stuck, lane({})]);
  const rooms = admitted.rooms([lane({ place: "email", opening: 7 }), lane({ opening: 20 })]);
  expect(rooms).toEqual([
    { place: "email", room: 1 },
    { place: "database", room: 8 },
  ]);
});

test("a server that answers late gets fewer calls at once, and more again when it answers soon", () => {
  let now = 0;
  const admitted = admission(() => now);
  expect(admitted.calls()).toBe(16);
  for (; now < 30_000; now += 500) admitted.answered(4_000, true);
  expect(admitted.calls()).toBe(2);
  for (; now < 60_000; now += 500) admitted.answered(20, true);
  expect(admitted.calls()).toBe(32);
  admitted.refused();
  now += 500;
  admitted.refused();
  expect(admitted.calls()).toBe(18);
});
