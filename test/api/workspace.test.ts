import { expect, test } from "vitest";
import { testApp } from "./test-app.ts";

const path = "/api/v1/workspace";

test("a workspace is in UTC and without a language until somebody says otherwise", async () => {
  const app = await testApp();
  const { body } = await app.call("GET", path);
  expect(body).toEqual({
    timeZone: "UTC",
    language: null,
    ignoredIds: [],
    softBounces: { messages: 5, days: 30 },
    confirmationDays: 7,
    brand: { name: null, color: null, logoUrl: null, texts: {} },
  });
  expect((await app.call("PATCH", path, {})).body).toEqual(body);
});

test("what is changed is kept in its canonical form, and the rest stays", async () => {
  const app = await testApp();
  await app.call("PATCH", path, { timeZone: "Europe/Kyiv" });
  const { body } = await app.call("PATCH", path, { language: " zh-hant_tw " });
  expect(body).toEqual({
    timeZone: "Europe/Kyiv",
    language: "zh-Hant-TW",
    ignoredIds: [],
    softBounces: { messages: 5, days: 30 },
    confirmationDays: 7,
    brand: { name: null, color: null, logoUrl: null, texts: {} },
  });
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
])("%s %j is refused, and nothing is changed", async (field, value) => {
  const app = await testApp();
  const { status, body } = await app.call("PATCH", path, { language: "uk", [field]: value });
  expect(status).toBe(400);
  expect(body.errors[0].path).toBe(field);
  expect((await app.call("GET", path)).body).toEqual({
    timeZone: "UTC",
    language: null,
    ignoredIds: [],
    softBounces: { messages: 5, days: 30 },
    confirmationDays: 7,
    brand: { name: null, color: null, logoUrl: null, texts: {} },
  });
});
