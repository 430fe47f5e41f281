import { expect, test } from "vitest";
import { hereGate } from "../../src/activities/message-here.ts";

function gateAt(): { gate: ReturnType<typeof hereGate>; pass(milliseconds: number): void } {
  let now = 0;
  return { gate: hereGate(() => now), pass: (milliseconds) => void (now += milliseconds) };
}

test("so many messages at once go through, and each that is done makes room", () => {
  const { gate } = gateAt();
  const leaving = Array.from({ length: 24 }, () => gate.enter());
  expect(leaving.every((leave) => leave !== undefined)).toBe(true);
  expect(gate.enter()).toBeUndefined();
  leaving[0]?.(false);
  expect(gate.enter()).toBeDefined();
});

test("while one takes long, none follows it; and for ten seconds afterwards", () => {
  const { gate, pass } = gateAt();
  const leave = gate.enter();
  pass(2_001);
  expect(gate.enter()).toBeUndefined();
  leave?.(false);
  pass(9_999);
  expect(gate.enter()).toBeUndefined();
  pass(1);
  expect(gate.enter()).toBeDefined();
});

test("one that was put off closes it for ten seconds", () => {
  const { gate, pass } = gateAt();
  gate.enter()?.(true);
  expect(gate.enter()).toBeUndefined();
  pass(10_000);
  expect(gate.enter()).toBeDefined();
});
