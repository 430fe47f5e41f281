import { expect, test } from "vitest";
import { testApp } from "./test-app.ts";

const path = "/api/v1/workspace";
const defaults = {
  softBounces: { messages: 5, days: 30 },
  confirmationDays: 7,
  cartAbandonedMinutes: 60,
  brand: { name: null, color: null, logoUrl: null, texts: {} },
  timeZone: "UTC",
  language: null,
  ignoredIds: [],
  holdoutPercent: 0,
  holdoutSince: null,
  attribution: { which: "last", by: "clicked" },
};

test("a workspace is in UTC and without a language until somebody says otherwise", async () => {
  const app = await testApp();
  const { body } = await app.call("GET", path);
  expect(body).toEqual(defaults);
  expect((await app.call("PATCH", path, {})).body).toEqual(body);
});

test("what is changed is kept in its canonical form, and the rest stays", async () => {
  const app = await testApp();
  await app.call("PATCH", path, { timeZone: "Europe/Kyiv" });
  const { body } = await app.call("PATCH", path, { language: " zh-hant_tw " });
  expect(body).toEqual({ ...defaults, timeZone: "Europe/Kyiv", language: "zh-Hant-TW" });
  expect((await app.call("PATCH", path, { language: null })).body.language).toBeNull();
  const audited = await app.call("GET", "/api/v1/audit-log");
  expect(audited.body.items[0]).toMatchObject({ entity: "setting", entityId: "workspace" });
});

test.each([
  ["timeZone", "Mars/Olympus"],
  ["timeZone", ""],
  ["language", "a language"],
  ["language", ""],
  ["colour", "red"],
  ["holdoutPercent", 100],
  ["holdoutPercent", 2.55],
  ["holdoutSince", "2026-01-01T00:00:00Z"],
])("%s %j is refused, and nothing is changed", async (field, value) => {
  const app = await testApp();
  const { status, body } = await app.call("PATCH", path, { language: "uk", [field]: value });
  expect(status).toBe(400);
  expect(body.errors[0].path).toBe(field);
  expect((await app.call("GET", path)).body).toEqual(defaults);
});

test("since when the control group is drawn as it is follows the share, and a draw anew", async () => {
  const app = await testApp();
  const since = async (change: object): Promise<string> =>
    (await app.call("PATCH", path, change)).body.holdoutSince;
  const first = await since({ holdoutPercent: 2.5 });
  expect(new Date(first).toISOString()).toBe(first);
  expect(await since({ language: "uk", holdoutPercent: 2.5 })).toBe(first);
  const second = await since({ holdoutPercent: 5 });
  expect(second > first).toBe(true);
  const { body } = await app.call("POST", `${path}/holdout/draw`);
  expect(body).toMatchObject({ holdoutPercent: 5 });
  expect(body.holdoutSince > second).toBe(true);
});
