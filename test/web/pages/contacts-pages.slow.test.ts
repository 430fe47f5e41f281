import { afterAll, describe, expect, test } from "vitest";
import { loadLinkSigner } from "../../../src/services/clicks/link-signer.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { messageTo } from "../../support/message-to.ts";
import { seriousFaults } from "../../support/axe.ts";
import { closeChromium, visit } from "../../support/chromium.ts";

afterAll(closeChromium);

async function scene(): Promise<TestApi & { pages: Record<string, string>; id: string }> {
  const api = await testApi();
  const { post, patch, ask, db, url } = api;
  // A light colour and a dark one are both hard to read somewhere.
  await patch("/workspace", {
    brand: { name: "Shop", color: "#ffd400", logoUrl: null, texts: {} },
  });
  await post("/topics", { key: "news", name: "News", description: "Once a week" });
  await post("/topics", { key: "club", name: "Club", doubleOptIn: true });
  const { id } = (await post("/contacts/upsert", { email: "ada@example.com" })).body.contact;
  await ask("PUT", `/contacts/${id}/topics`, { topics: { club: "subscribed" } });
  const [asked] = await db.query<{ id: string }>("select id from topic_confirmations");
  const signer = await loadLinkSigner(db, url, undefined);
  const ofTopic = await messageTo(db, { contactId: id, topic: "news" });
  const ofNone = await messageTo(db, { contactId: id, topic: null });
  const pages = {
    preferences: signer.signedUrl("preferences", id),
    confirm: signer.signedUrl("confirm", asked?.id ?? ""),
    topic: signer.unsubscribeUrl(ofTopic),
    all: signer.unsubscribeUrl(ofNone),
    cut: `${signer.unsubscribeUrl(ofNone).slice(0, -4)}AAAA`,
  };
  return { ...api, pages, id };
}

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test("the pages that contacts see have no fault that axe calls serious, before and after their button", async () => {
    const { url, pages, patch } = await scene();
    for (const color of ["#ffd400", "#1a0033"]) {
      await patch("/workspace", { brand: { name: "Shop", color, logoUrl: null, texts: {} } });
      for (const [name, address] of Object.entries(pages)) {
        const { page } = await visit(url, { colorScheme, width: 360 });
        await page.goto(address);
        expect(await seriousFaults(page), `${name}, ${color}`).toEqual([]);
        const button = page.getByRole("button").first();
        if (color === "#ffd400" || !(await button.isVisible())) continue;
        await button.click();
        await page.getByRole("status").waitFor();
        expect(await seriousFaults(page), `${name}, ${color}, done`).toEqual([]);
        const wide = await page.evaluate("document.documentElement.scrollWidth");
        expect(wide, `${name} fits a phone`).toBeLessThanOrEqual(360);
      }
    }
  });
});

test("a contact says by keyboard and mouse what it wants, and comes back from having unsubscribed", async () => {
  const { url, pages, id, get } = await scene();
  const { page, faults } = await visit(url);
  await page.goto(pages["topic"] ?? "");
  await page.getByRole("button", { name: "Unsubscribe from this topic" }).press("Enter");
  const onwards = page.getByRole("link", { name: "Choose what you hear from us" });
  const path = new URL((await onwards.getAttribute("href")) ?? "").pathname;
  expect(path).toBe(new URL(pages["preferences"] ?? "").pathname);
  await page.goto(path);
  const news = page.getByRole("checkbox", { name: "News: E-mail" });
  expect(await news.isChecked()).toBe(false);
  await news.press("Space");
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await page.getByText("Saved. Thank you.").waitFor();
  expect(await news.isChecked()).toBe(true);
  await page.getByLabel(/Nothing at all/).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. Thank you.").waitFor();
  expect((await get(`/contacts/${id}`)).body.unsubscribed).toBe(true);
  expect(faults).toEqual([]);
});
