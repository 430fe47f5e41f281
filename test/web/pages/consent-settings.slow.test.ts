import { afterAll, expect, test } from "vitest";
import { testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { seriousFaults } from "../../support/axe.ts";
import { eventually } from "../../support/wait.ts";

afterAll(closeChromium);

test("the look and words of the pages, bounces and confirmations are set by a form, and the audit log has it", async () => {
  const api = await testApi();
  const { page, faults } = await ownersVisit(api, { at: "/" });
  await page.getByRole("link", { name: "Consent" }).click();
  await page.getByLabel("Your name").fill("Honey & Tea");
  await page.getByLabel("Logo").fill("https://shop.example.com/logo.png");
  await page.getByLabel("Colour", { exact: true }).fill("#7a1f5c");
  await page.getByLabel("Colour", { exact: true }).press("Tab");
  await page.getByRole("button", { name: "Add a language" }).click();
  await page.getByLabel("Language, new language").fill("de");
  await page.getByLabel("Title, de").fill("Was Sie von uns hören");
  await page.getByText(/^\d+ words are missing until pages are in this language/).waitFor();
  await page.getByRole("button", { name: "All words, de" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Save", { exact: true }).fill("{{ topic }}");
  await dialog.getByText("nothing is filled in here").waitFor();
  await dialog.getByLabel("Save", { exact: true }).fill("Speichern");
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByLabel("Days to confirm a subscription").fill("14");
  await page.getByLabel("Bounces in a row").fill("3");
  await page.getByLabel("Within days").fill("60");
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  const saved = await eventually("saved", async () => {
    const { body } = await api.get("/workspace");
    return body.confirmationDays === 14 && body;
  });
  expect(saved).toMatchObject({
    brand: {
      name: "Honey & Tea",
      color: "#7a1f5c",
      logoUrl: "https://shop.example.com/logo.png",
      texts: { de: { title: "Was Sie von uns hören", save: "Speichern" } },
    },
    softBounces: { messages: 3, days: 60 },
  });
  const { items } = (await api.get("/audit-log")).body;
  expect(JSON.stringify(items[0])).toContain("confirmationDays");

  // What is emptied is as it was at first.
  await page.reload();
  await page.getByLabel("Your name").fill("");
  await page.getByLabel("Colour", { exact: true }).fill("");
  await page.getByLabel("Colour", { exact: true }).press("Tab");
  await page.getByRole("button", { name: "Remove de" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await eventually("emptied", async () => {
    const { brand } = (await api.get("/workspace")).body;
    return brand.name === null && brand.color === null && Object.keys(brand.texts).length === 0;
  });
  expect(faults).toEqual([]);
});
