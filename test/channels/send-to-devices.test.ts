import { expect, test } from "vitest";
import type { SendOutcome } from "../../src/channels/send-outcome.ts";
import { together } from "../../src/channels/devices/send-to-devices.ts";

const sent: SendOutcome = { outcome: "sent", response: "201: taken" };
const refused: SendOutcome = { outcome: "refused", message: "410: gone", isGone: true };
const unknown: SendOutcome = { outcome: "unknown", message: "the connection was cut" };
const deferred = (retryAfterMs?: number): SendOutcome =>
  retryAfterMs === undefined
    ? { outcome: "deferred", message: "busy" }
    : { outcome: "deferred", message: "slow down", retryAfterMs };

test("taken by one it is sent, and says by how many", () => {
  expect(together([refused, sent, unknown, sent])).toEqual({
    outcome: "sent",
    response: "2 of 4 devices: 201: taken; 410: gone; the connection was cut",
  });
});

test("where one may have taken it, nobody knows", () => {
  expect(together([deferred(5_000), unknown, refused])).toMatchObject({ outcome: "unknown" });
});

test("where one asks for it, it is tried again, after the longest pause", () => {
  expect(together([refused, deferred(1_000), deferred(), deferred(3_000)])).toMatchObject({
    outcome: "deferred",
    retryAfterMs: 3_000,
  });
  expect(together([refused, deferred()])).not.toHaveProperty("retryAfterMs");
});

test("refused by all it is refused, and of one device it is what that one said", () => {
  expect(together([refused, refused])).toEqual({ outcome: "refused", message: "410: gone" });
  expect(together([refused])).toBe(refused);
});
