import { expect, test } from "vitest";
import type { Cap } from "../../../src/domain/pressure/cap.ts";
import type { PressureSettings } from "../../../src/domain/pressure/settings.ts";
import {
  defaultPressure,
  isUnrestricted,
  rulesFor,
} from "../../../src/domain/pressure/settings.ts";

const windows = [{ days: ["monday" as const], from: "21:00", to: "24:00" }];
const cap: Cap = { channels: ["email"], limit: 1, window: "rolling", every: 1, unit: "days" };
const rules = (settings: Partial<PressureSettings>, message: object = {}) =>
  rulesFor(
    { ...defaultPressure, ...settings },
    { channel: "email", transactional: false, ...message },
  );

test("where nothing is set for its channel, nothing is asked of a message", () => {
  expect(isUnrestricted(rules({}))).toBe(true);
  expect(isUnrestricted(rules({ caps: [{ ...cap, channels: ["sms"] }] }))).toBe(true);
  expect(isUnrestricted(rules({ quietHours: [{ channels: ["sms"], windows }] }))).toBe(true);
  expect(isUnrestricted(rules({ caps: [cap] }))).toBe(false);
  expect(isUnrestricted(rules({ quietHours: [{ channels: "all", windows }] }))).toBe(false);
  expect(isUnrestricted(rules({ holidays: ["All"] }))).toBe(false);
});

test("transactional messages pass, unless their own block says otherwise", () => {
  const settings = {
    caps: [cap],
    quietHours: [{ channels: "all" as const, windows }],
    holidays: ["All"],
  };
  expect(isUnrestricted(rules(settings, { transactional: true }))).toBe(true);
  const own = rules(settings, {
    transactional: true,
    holdBack: { quiet: "own", quietHours: windows },
  });
  expect(own).toMatchObject({ caps: [], counts: false, quietHours: windows, holidays: [] });
});

test("a block's own words go before the workspace's, one by one", () => {
  const settings = { caps: [cap], quietHours: [{ channels: "all" as const, windows }] };
  expect(rules(settings, { holdBack: { overCap: "skip" } })).toMatchObject({
    overCap: "skip",
    inQuietHours: "wait",
    quietHours: windows,
  });
  expect(rules(settings, { holdBack: { quiet: "off" } })).toMatchObject({ quietHours: [] });
});

test("what wakes nobody is held by quiet hours that name it only", () => {
  const silent = { channel: "inApp" };
  const all = { quietHours: [{ channels: "all" as const, windows }], holidays: ["All"] };
  expect(isUnrestricted(rules(all, silent))).toBe(true);
  const named = { quietHours: [{ channels: ["inApp"], windows }] };
  expect(rules(named, silent)).toMatchObject({ quietHours: windows });
  const own = { holdBack: { quiet: "own", quietHours: windows } };
  expect(rules(all, { ...silent, ...own })).toMatchObject({ quietHours: windows });
});
