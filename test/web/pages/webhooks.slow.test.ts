import { afterAll, expect, test } from "vitest";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";
import { testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

test("a webhook is made, its secret shown once, and a delivery that failed is made again", async () => {
  const api = await testApi({ SECRETS_KEY: Buffer.alloc(32, 1).toString("base64") });
  const { page, faults } = await ownersVisit(api, { at: "/settings/webhooks" });
  await page.getByRole("button", { name: "New webhook" }).first().click();
  await page.getByLabel("Name").fill("Warehouse");
  await page.getByLabel("Address").fill("https://shop.example.com/campanile");
  await page.getByLabel("A run started").uncheck();
  await page.getByRole("button", { name: "Create the webhook" }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  const [webhook] = await api.db.query<{ id: string; activities: string[] }>(
    "select id, activities from activity_webhooks",
  );
  expect(webhook?.activities).toHaveLength(15);
  await api.db.query(
    `insert into activity_deliveries (id, webhook_id, activities, attempts, answer_status, problem,
                                      next_attempt_at)
     values (gen_random_uuid(), $1, 3, 2, 500, 'answered 500', now() + interval '1 hour')`,
    [webhook?.id],
  );
  await page.getByRole("link", { name: "Warehouse" }).click();
  await page.getByRole("heading", { name: "Warehouse" }).waitFor();
  await page.getByText("answered 500").waitFor();
  await page.getByRole("button", { name: "Retry now" }).click();
  await eventually("the delivery to be due", async () => {
    const due = await api.db.query(
      "select 1 from activity_deliveries where next_attempt_at <= clock_timestamp()",
    );
    return due.length;
  });
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByRole("button", { name: "Switch on" }).waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete the webhook" }).click();
  await page.getByText("No webhook yet").waitFor();
  expect(await api.db.query("select 1 from activity_webhooks")).toEqual([]);
  expect(faults).toEqual([]);
});
