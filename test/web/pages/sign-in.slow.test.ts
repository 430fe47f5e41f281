import { afterAll, expect, test } from "vitest";
import { createSignInCode } from "../../../src/services/sessions/sign-in.ts";
import { testApi } from "../../api/workflows/api.ts";
import { closeChromium, visit } from "../../support/chromium.ts";
import { contextOf } from "../../support/context.ts";

afterAll(closeChromium);

test("the first start's link lets one claim ownership, once; then one signs out, and in by password where one was going", async () => {
  const api = await testApi();
  const link = `/sign-in?code=${await createSignInCode(contextOf(api.db))}`;
  const { page, faults } = await visit(api.url);
  const password = page.getByRole("textbox", { name: "Password" });
  const home = page.getByRole("heading", { name: "Home", level: 1 });

  await page.goto(link);
  await page.getByRole("heading", { name: "Welcome" }).waitFor();
  await page.getByLabel("Your name").fill("Olena Owner");
  await page.getByLabel("E-mail").fill("olena@example.com");
  await password.fill("a long enough passphrase");
  await page.getByRole("button", { name: "Claim ownership" }).click();
  await home.waitFor();
  expect(faults).toEqual([]);

  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByText("Olena Owner").waitFor();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();

  // Used already.
  await page.goto(link);
  await page.getByRole("alert").waitFor();
  expect(new URL(page.url()).pathname).toBe("/sign-in");

  await page.goto("/segments");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("E-mail").fill("olena@example.com");
  await password.fill("not the one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await password.fill("a long enough passphrase");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Segments", level: 1 }).waitFor();

  // Another link, now that there is an owner: straight in.
  const { page: other } = await visit(api.url);
  await other.goto(`/sign-in?code=${await createSignInCode(contextOf(api.db))}`);
  await other.getByRole("heading", { name: "Home", level: 1 }).waitFor();
});
