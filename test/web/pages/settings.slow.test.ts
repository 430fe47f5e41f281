import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { seriousFaults } from "../../support/axe.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";

afterAll(closeChromium);

/** Refusals that a walk asks for: the browser writes each to its console. */
const unexpected = (faults: readonly string[]): string[] =>
  faults.filter((fault) => !fault.includes("status of 400"));

let api: TestApi;

beforeAll(async () => {
  api = await testApi({ SECRETS_KEY: Buffer.alloc(32, 1).toString("base64") });
});

const holidays = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//test//EN",
  "BEGIN:VEVENT",
  "UID:1@test",
  "DTSTAMP:20260101T000000Z",
  "SUMMARY:Independence Day",
  "DTSTART;VALUE=DATE:20260824",
  "RRULE:FREQ=YEARLY",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");

test("caps, quiet hours and holidays of an uploaded calendar are set, and a fault keeps what was typed", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Message limits" }).click();
  await page.getByText("There is no cap: a contact gets every message.").waitFor();
  await page.getByRole("button", { name: "Upload a calendar" }).click();
  const uploading = page.getByRole("dialog", { name: "Upload a calendar" });
  await uploading.getByLabel("Name").fill("Ukrainian holidays");
  const choose = async (text: string) =>
    uploading.locator("input[type=file]").setInputFiles({
      name: "holidays.ics",
      mimeType: "text/calendar",
      buffer: Buffer.from(text),
    });
  await choose("no calendar at all");
  await uploading.getByRole("button", { name: "Upload", exact: true }).click();
  await uploading.getByRole("alert").waitFor();
  await choose(holidays);
  await uploading.getByRole("button", { name: "Upload", exact: true }).click();
  await uploading.waitFor({ state: "detached" });
  const calendars = page.getByRole("table", { name: "Holiday calendars" });
  await calendars.getByRole("button", { name: "Days of Ukrainian holidays" }).click();
  await page.getByRole("dialog").getByText("Independence Day").first().waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Add a cap" }).click();
  const cap = page.getByRole("group", { name: "Cap 1" });
  await cap.getByLabel("At most").fill("3");
  await cap.getByRole("textbox", { name: /^Span/ }).fill("400");
  await cap.getByRole("combobox", { name: "By" }).click();
  await page.getByRole("option", { name: "E-mail" }).click();
  await page.getByRole("button", { name: "Add quiet hours" }).click();
  const quiet = page.getByRole("group", { name: "Quiet hours 1" });
  await quiet.getByText("until the next day").waitFor();
  await quiet.getByText("Sat", { exact: true }).click();
  await quiet.getByText("Sun", { exact: true }).click();
  await page.getByRole("combobox", { name: "Holidays" }).click();
  await page.getByRole("option", { name: "Ukrainian holidays" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save" }).click();
  await cap.getByText("at most 365 days").waitFor();
  expect(await cap.getByLabel("At most").inputValue()).toBe("3");
  await cap.getByRole("textbox", { name: /^Span/ }).fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The limits are saved").waitFor();
  expect((await api.get("/pressure")).body).toMatchObject({
    caps: [{ channels: ["email"], limit: 3, window: "rolling", every: 7, unit: "days" }],
    quietHours: [
      {
        channels: "all",
        windows: [
          {
            days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
            from: "21:00",
            to: "08:00",
          },
        ],
      },
    ],
    holidays: ["Ukrainian holidays"],
  });
  expect(await seriousFaults(page)).toEqual([]);
  await calendars.getByRole("button", { name: "Delete Ukrainian holidays" }).click();
  await page.getByText("messages go out on its days from then on").waitFor();
  await page.getByRole("button", { name: "Delete the calendar" }).click();
  await page.getByText("No calendar yet").waitFor();
  expect(unexpected(faults)).toEqual([]);
});

test("a secret is kept for some hosts, never shown, replaced and deleted", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Secrets" }).click();
  await page.getByText("No secret yet").waitFor();
  await page.getByRole("button", { name: "New secret" }).click();
  const dialog = page.getByRole("dialog", { name: "New secret" });
  await dialog.getByLabel("Name").fill("crm token");
  await dialog.getByLabel("Value").fill("s3cret-value");
  await dialog.getByLabel("May be sent to").fill("api.example.com");
  await dialog.getByLabel("May be sent to").press("Enter");
  await dialog.getByRole("button", { name: "Keep the secret" }).click();
  await dialog.getByText(/must be a letter, then up to 63/).waitFor();
  expect(await dialog.getByLabel("Value").inputValue()).toBe("s3cret-value");
  await dialog.getByLabel("Name").fill("crmToken");
  await dialog.getByRole("button", { name: "Keep the secret" }).click();
  await dialog.waitFor({ state: "detached" });
  const list = page.getByRole("table", { name: "Secrets" });
  const row = list.getByRole("row", { name: /crmToken/ });
  await row.getByText("api.example.com").waitFor();
  await row.getByText("{{ secrets.crmToken }}").waitFor();
  expect(await page.content()).not.toContain("s3cret-value");
  // One that is there is replaced on purpose only.
  await page.getByRole("button", { name: "New secret" }).click();
  await dialog.getByLabel("Name").fill("crmToken");
  await dialog.getByText("There is a secret of this name").waitFor();
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: "Replace crmToken" }).click();
  const replacing = page.getByRole("dialog", { name: "Replace the secret crmToken" });
  await replacing.getByLabel("Value").fill("another");
  await replacing.getByLabel("Anywhere").check();
  await replacing.getByRole("button", { name: "Keep the secret" }).click();
  await row.getByText("anywhere").waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await row.getByRole("button", { name: "Delete crmToken" }).click();
  await page.getByRole("button", { name: "Delete the secret" }).click();
  await page.getByText("No secret yet").waitFor();
  expect((await api.get("/secrets")).body.items).toEqual([]);
  expect(unexpected(faults)).toEqual([]);
});

test("a param of one's own identifies contacts, and one that does already is refused in words", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Identification" }).click();
  const param = page.getByLabel("Param", { exact: true });
  await param.fill("email");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/identifies already/).waitFor();
  await param.fill("loyaltyCard");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The param identifies contacts from the next event on").waitFor();
  expect((await api.get("/identifying-params")).body.further).toEqual({
    param: "loyaltyCard",
    identity: "contactId",
  });
  await param.fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await eventually("none", async () => {
    const { body } = await api.get("/identifying-params");
    return body.further === null;
  });
  expect(await seriousFaults(page)).toEqual([]);
  expect(unexpected(faults)).toEqual([]);
});

test("RFM classes are counted before they are saved, switched on and computed", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "RFM classes" }).click();
  await page.getByRole("switch", { name: "Compute it regularly" }).press("Space");
  await page.getByLabel("Schedule").fill("every day");
  await page.getByLabel("Name of class 1", { exact: true }).fill("best");
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page.getByText(/has five fields/).waitFor();
  await page.getByLabel("Schedule").fill("30 5 * * *");
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page.getByText("Nobody has bought anything yet.").waitFor();
  await page.getByRole("button", { name: "Move down: best" }).click();
  await page.getByRole("slider", { name: "best, Recency: from" }).press("ArrowLeft");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The settings are saved").waitFor();
  const { body } = await api.get("/rfm");
  expect(body).toMatchObject({ enabled: true, cron: "30 5 * * *" });
  expect(body.classes[1]).toEqual({
    name: "best",
    recency: [4, 5],
    frequency: [4, 5],
    monetary: [1, 5],
  });
  await page.getByRole("button", { name: /Compute now/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Compute now" }).click();
  await page.getByText("A worker begins within seconds").waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  expect(unexpected(faults)).toEqual([]);
});

test("the workspace's language is found by its name; a key gets a speed and sites; the site's secret is shown on request", async () => {
  const { page, faults } = await ownersVisit(api, {
    colorScheme: "dark",
    width: 390,
    height: 844,
    at: "/settings/workspace",
  });
  await page.getByPlaceholder("uk", { exact: true }).fill("ukrain");
  await page.getByRole("option", { name: "Ukrainian (uk)" }).click();
  await page.getByLabel("A cart is abandoned after, minutes").fill("45");
  await page.getByLabel("Control group, percent").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The workspace's settings are saved").waitFor();
  expect((await api.get("/workspace")).body).toMatchObject({
    language: "uk",
    cartAbandonedMinutes: 45,
    holdoutPercent: 5,
  });
  expect(await seriousFaults(page)).toEqual([]);

  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await dialog.getByLabel("What is it for?").fill("Shop's pages");
  await dialog.getByLabel(/\(send\)/).uncheck();
  await dialog.getByLabel(/\(collect\)/).check();
  await dialog.getByLabel("Sites whose pages may use it").fill("https://shop.example.com");
  await dialog.getByLabel("Events a second").fill("50");
  await dialog.getByRole("button", { name: "Create the key" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Change Shop's pages" }).click();
  await page.getByRole("dialog").getByLabel("At once").fill("200");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByText("The key is changed").waitFor();
  const { items } = (await api.get("/api-keys")).body;
  expect(items[0]).toMatchObject({
    name: "Shop's pages",
    scopes: ["collect"],
    origins: ["https://shop.example.com"],
    rateLimit: { eventsPerSecond: 50, burst: 200 },
  });

  await page.goto("/settings/site");
  const { contactTokenSecret } = (await api.get("/site")).body;
  const token = page.getByRole("region", { name: "Secret for contact tokens" });
  await token.waitFor();
  expect(await page.content()).not.toContain(contactTokenSecret);
  await token.getByRole("button", { name: "Show the secret" }).click();
  await token.getByText(contactTokenSecret).waitFor();
  await page.getByRole("link", { name: "Set up web push" }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  expect(unexpected(faults)).toEqual([]);
});

test("a key that ends in time is rolled: its successor is shown once, and the old one has its end", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/settings/api-keys" });
  await page.getByRole("button", { name: "New API key" }).click();
  const making = page.getByRole("dialog");
  await making.getByLabel("What is it for?").fill("Till");
  await making.getByLabel("Until when does it hold?").selectOption({ label: "30 days" });
  await making.getByRole("button", { name: "Create the key" }).click();
  const made = page.getByRole("dialog", { name: "The key “Till”" });
  const first = await made.getByText(/^cmp_/).textContent();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Roll Till" }).click();
  const rolling = page.getByRole("dialog", { name: "Roll “Till”" });
  await rolling.getByLabel("For how long is the old one still taken?").selectOption("1");
  await rolling.getByRole("button", { name: "Make the successor" }).click();
  const next = await made.getByText(/^cmp_/).textContent();
  expect(next).not.toBe(first);
  await page.keyboard.press("Escape");
  const rows = page.getByRole("row").filter({ hasText: "Till" });
  await eventually("both keys", async () => (await rows.count()) === 2);
  const { body } = await api.get("/api-keys");
  const [successor, before] = body.items.filter(({ name }: { name: string }) => name === "Till");
  expect(successor.replacesId).toBe(before.id);
  expect(Date.parse(before.expiresAt)).toBeLessThan(Date.now() + 3_600_000);
  expect(unexpected(faults)).toEqual([]);
});
