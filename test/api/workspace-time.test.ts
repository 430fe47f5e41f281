import { beforeAll, expect, test } from "vitest";
import type { TestApi } from "./workflows/api.ts";
import { activeWorkflow, testApi } from "./workflows/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

const preview = async (html: string, contact: object, more: object = {}) => {
  const content = { subject: "x", html, ...more };
  const facts = { contact: { email: "ada@example.com", ...contact } };
  const answer = await api.post("/templates/preview", { content, facts });
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
  return answer.body as { text: string; language: string | null };
};

const at = (time: string) => `<p>{{ "${time}" | date: "%d.%m %H:%M" }}</p>`;

test("a mail shows dates in the contact's time zone, else in the workspace's", async () => {
  expect((await preview(at("2026-01-15T23:30:00Z"), {})).text).toBe("15.01 23:30");
  await api.patch("/workspace", { timeZone: "Asia/Tokyo" });
  expect((await preview(at("2026-01-15T23:30:00Z"), {})).text).toBe("16.01 08:30");
  const newYork = { timeZone: "America/New_York" };
  expect((await preview(at("2026-01-15T23:30:00Z"), newYork)).text).toBe("15.01 18:30");
  expect((await preview(at("2026-01-15"), newYork)).text).toBe("15.01 00:00");
});

test("a mail is in the language that its contact's falls back to, else in the workspace's", async () => {
  const languages = Object.fromEntries(
    ["en", "zh", "zh-Hant", "uk"].map((tag) => [tag, { subject: tag, html: `<p>${tag}</p>` }]),
  );
  const content = { languages, defaultLanguage: "en", subject: undefined, html: undefined };
  const chosen = async (language: string | null) =>
    (await preview("", { language }, content)).language;
  expect(await chosen("zh-Hant-TW")).toBe("zh-Hant");
  expect(await chosen("zh-SG")).toBe("zh");
  expect(await chosen("fr")).toBe("en");
  expect(await chosen(null)).toBe("en");
  await api.patch("/workspace", { language: "uk" });
  expect(await chosen(null)).toBe("uk");
  expect(await chosen("fr")).toBe("en");
});

test("a filter reads dates in the workspace's time zone, from the next event on", async () => {
  await api.patch("/workspace", { timeZone: "UTC" });
  const { bindingId } = await activeWorkflow(api, { typeKey: "dated" });
  const filter = { after: [{ var: "event.params.order.at" }, "2026-01-15"] };
  const changed = await api.patch(`/bindings/${bindingId}`, { filter });
  expect([changed.status, changed.body]).toEqual([200, changed.body]);
  const outcome = async () => {
    const params = { Email: "ada@example.com", "order.at": "2026-01-15T20:00:00Z" };
    const sent = await api.post("/event", { eventTypeKey: "dated", keyValue: "k", params });
    return (sent.body as { decisions: { outcome: string }[] }).decisions[0]?.outcome;
  };
  expect(await outcome()).toBe("filtered");
  await api.patch("/workspace", { timeZone: "Asia/Tokyo" });
  expect(await outcome()).toBe("launched");
});

test("a regular start takes the workspace's time zone where it names none", async () => {
  await api.patch("/workspace", { timeZone: "Europe/Kyiv" });
  const { body } = await api.post("/workflows", { name: "Regular" });
  await api.post("/segments", { name: "All" });
  const start = { role: "start", source: "schedule", segment: "All" };
  const schedule = { kind: "every", every: 1, unit: "days", at: "09:00" };
  const path = `/workflows/${(body as { id: string }).id}/bindings`;
  const made = await api.post(path, { ...start, schedule });
  expect(made.body).toMatchObject({ schedule: { ...schedule, timeZone: "Europe/Kyiv" } });
  const { id } = made.body as { id: string };
  await api.patch("/workspace", { timeZone: "UTC" });
  const changed = await api.patch(`/bindings/${id}`, { schedule: { ...schedule, at: "10:00" } });
  expect(changed.body).toMatchObject({ schedule: { at: "10:00", timeZone: "Europe/Kyiv" } });
});
