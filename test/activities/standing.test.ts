import { expect, test } from "vitest";
import type { MaybeTaken } from "../../src/activities/message-delivery.ts";
import { mayGoAgain, standingOf } from "../../src/activities/message-delivery.ts";
import { isKnownStill } from "../../src/channels/known-ids.ts";
import type { SendingChannel } from "../../src/channels/open.ts";
import type { MessageState } from "../../src/db/messages/message-rows.ts";

const hour = 3_600_000;
const setUpAt = new Date("2026-03-01T00:00:00Z");
const takenAt = new Date("2026-03-01T06:00:00Z");

interface Given extends Partial<MaybeTaken> {
  state?: MessageState;
  /** For how many hours its provider knows it; by default it never does. */
  knownForHours?: number;
  hoursLater?: number;
}

test("one that was thrown away meanwhile goes never again", () => {
  expect(standing({ transactional: true, drained: "a wrong price" })).toBe("lost");
});

function standing({ state = "sending", knownForHours = 0, hoursLater = 0, ...given }: Given) {
  const message = {
    channel: "email",
    transactional: false,
    maybeTakenAt: takenAt,
    drained: null,
    ...given,
  };
  const known = { setUpAt, forMs: knownForHours * hour };
  const channel: Pick<SendingChannel, "knowsStill"> = {
    knowsStill: (at, now) => isKnownStill(known, at, now),
  };
  const channels = { get: () => channel as SendingChannel };
  return standingOf(state, message, (one) =>
    mayGoAgain(channels, one, takenAt.getTime() + hoursLater * hour),
  );
}

test("what was being sent when its worker died goes again where that can't make two of it", () => {
  expect(standing({})).toBe("lost");
  expect(standing({ transactional: true })).toBe("open");
  expect(standing({ channel: "inApp" })).toBe("open");
  expect(standing({ channel: "inApp", state: "unknown" })).toBe("settled");
});

test("a provider that knows a message by its id is asked again as long as it does", () => {
  expect(standing({ knownForHours: 24, hoursLater: 23 })).toBe("open");
  expect(standing({ knownForHours: 24, hoursLater: 24 })).toBe("lost");
  // Asked again and not answered since: it counts from the first time.
  expect(standing({ state: "queued", knownForHours: 24, hoursLater: 25 })).toBe("lost");
});

test("a message that was certainly not taken goes whenever its provider takes it", () => {
  const queued = { state: "queued", maybeTakenAt: null, hoursLater: 70 } as const;
  expect(standing(queued)).toBe("open");
  expect(standing({ ...queued, knownForHours: 24 })).toBe("open");
});

test("a set-up that may have been another one when it was taken knows nothing of it", () => {
  const before = new Date(setUpAt.getTime() + 30_000);
  expect(standing({ knownForHours: 24, maybeTakenAt: before })).toBe("lost");
});

test("a provider is not asked for what stands in an inbox for test launches", () => {
  expect(standing({ channel: "inbox", knownForHours: 24 })).toBe("lost");
});
