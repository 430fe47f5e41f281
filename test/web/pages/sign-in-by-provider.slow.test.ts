import { afterAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { testConfig } from "../../api/test-app.ts";
import { testApi } from "../../api/workflows/api.ts";
import { certifiedProvider } from "../../support/certified-provider.ts";
import { closeChromium, visit } from "../../support/chromium.ts";

afterAll(closeChromium);

async function scene(env: Record<string, string> = {}) {
  const provider = await certifiedProvider();
  const config = testConfig({
    OIDC_ISSUER: provider.url,
    OIDC_CLIENT_ID: provider.client.id,
    OIDC_CLIENT_SECRET: provider.client.secret,
    OIDC_NAME: "Shop SSO",
    OIDC_ROLE_CLAIM: "groups",
    OIDC_ROLES: "marketing=editor",
    ...env,
  });
  const api = await testApi({}, 6, { config });
  config.publicUrl = api.url;
  provider.serve(`${api.url}/sign-in/oidc/callback`);
  return { api, provider, ...(await visit(api.url)) };
}

/** At the provider's own pages. */
async function signInThere(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("one signs in at a certified provider, comes back to where one was going, and signs out", async () => {
  const { page, faults, api } = await scene();
  await page.goto("/segments");
  await page.getByRole("link", { name: "Sign in with Shop SSO" }).click();
  await signInThere(page, "maria");
  await page.getByRole("heading", { name: "Segments", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/segments");
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByText("maria@example.com").waitFor();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in with Shop SSO" }).waitFor();
  // Pages ask ahead who is there; the provider's own have faults of their own.
  const ours = faults.filter(
    (fault) => fault.includes(api.url) && !fault.includes("status of 401"),
  );
  expect(ours).toEqual([]);
});

test("who says no at the provider, or has no role by it, reads why, in their language", async () => {
  const { page } = await scene({ PASSWORD_SIGN_IN: "false" });
  await page.goto("/sign-in");
  await page.evaluate("localStorage.setItem('campanile.language', 'uk')");
  await page.reload();
  const button = page.getByRole("link", { name: "Увійти через Shop SSO" });
  await button.waitFor();
  expect(await page.getByLabel("Пароль").count()).toBe(0);
  await button.click();
  await page.getByRole("link", { name: "[ Cancel ]" }).click();
  await page.getByRole("alert").getByText("скасовано у службі входу").waitFor();
  await button.click();
  await signInThere(page, "bob");
  await page.getByRole("alert").getByText("не дають вам тут ролі").waitFor();
  await page.getByRole("button", { name: "Увійти за ключем API" }).click();
  await page.getByLabel("Ключ API").waitFor();
});
