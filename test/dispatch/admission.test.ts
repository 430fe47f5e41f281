import { expect, test } from "vitest";
import type { Lane } from "../../src/db/queue/waiting-work.ts";
import { admission } from "../../src/dispatch/admission.ts";

function lane(given: Partial<Lane>): Lane {
  return { place: "database", opening: 0, waited: 0, isWaiting: true, ...given };
}

function roomIn(lanes: readonly Lane[], workers = 1, calls = 16): Record<string, number> {
  const rooms = admission(() => 0).rooms(lanes, workers, calls);
  return Object.fromEntries(rooms.map(({ place, room }) => [place, room]));
}

test("a lane without anybody who waits gets no room", () => {
  expect(roomIn([lane({ isWaiting: false })])).toEqual({});
});

test("a lane that is full gets no room, and holds up no other one", () => {
  const full = lane({ place: "email", opening: 32 });
  expect(roomIn([full, lane({})])).toEqual({ database: 16 });
});

test("the calls that may be in progress are shared out between the lanes that wait", () => {
  expect(roomIn([lane({}), lane({ place: "email" })])).toEqual({ database: 8, email: 8 });
});

test("what may be opening grows with the workers that are alive", () => {
  expect(roomIn([lane({ opening: 40 })])).toEqual({});
  expect(roomIn([lane({ opening: 40 })], 2)).toEqual({ database: 12 });
});

test("a worker takes its share of what is free, as others may claim at the same moment", () => {
  expect(roomIn([lane({ opening: 200 })], 10)).toEqual({ database: 12 });
});

test("what is nearly full is left to empty a little, so that not each run is claimed by itself", () => {
  expect(roomIn([lane({ opening: 25 })])).toEqual({});
  expect(roomIn([lane({ opening: 24 })])).toEqual({ database: 8 });
});

test("no more is claimed than calls can be begun, but one of each lane", () => {
  expect(roomIn([lane({})], 1, 3)).toEqual({ database: 3 });
  expect(roomIn([lane({}), lane({ place: "email" })], 1, 1)).toEqual({ database: 1, email: 1 });
});

test("a lane whose runs do not get going gets less room, and the other ones as much as before", () => {
  let now = 0;
  const admitted = admission(() => now);
  const stuck = lane({ place: "email", opening: 32, waited: 9_000 });
  for (; now < 20_000; now += 100) admitted.rooms([stuck, lane({})], 1, 16);
  const rooms = admitted.rooms(
    [lane({ place: "email", opening: 6 }), lane({ opening: 20 })],
    1,
    16,
  );
  expect(rooms).toEqual([
    { place: "email", room: 2 },
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
