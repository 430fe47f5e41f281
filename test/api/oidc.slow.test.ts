import { expect, test } from "vitest";
import type { Role } from "../../src/contract/roles.ts";
import { insertPerson } from "../../src/db/access/people.ts";
import { newId } from "../../src/platform/new-id.ts";

import { clientId, clientSecret, testOpenidProvider } from "../support/openid-provider.ts";
import type { TestApp } from "./test-app.ts";
import { testApp, testConfig } from "./test-app.ts";

const publicUrl = "https://campanile.example";
const mapping = {
  OIDC_ROLE_CLAIM: "groups",
  OIDC_ROLES: "admins=owner,marketing=editor,staff=viewer",
};

async function scene(env: Record<string, string> = mapping) {
  const provider = await testOpenidProvider();
  const config = testConfig({
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.url,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    ...env,
  });
  const app = await testApp({ config });
  return {
    provider,
    app,
    browser: () => browserOf(app),
    groups: (...groups: string[]) => void (provider.claims = { ...provider.claims, groups }),
  };
}

/** A browser's cookies, and its way to the provider and back, step by step. */
function browserOf(app: TestApp) {
  const cookies = new Map<string, string>();
  async function open(url: string) {
    const isOurs = url.startsWith("/") || url.startsWith(publicUrl);
    const address = isOurs ? app.url + url.replace(publicUrl, "") : url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, {
      redirect: "manual",
      headers: isOurs ? { cookie } : {},
    });
    for (const set of isOurs ? response.headers.getSetCookie() : []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      status: response.status,
      to: response.headers.get("location") ?? "",
      headers: response.headers,
    };
  }
  return {
    cookies,
    open,
    /** As far as the address to come back to. */
    async back(next = "/runs") {
      const begun = await open(`/sign-in/oidc?next=${encodeURIComponent(next)}`);
      return (await open(begun.to)).to;
    },
    /** Where it ends. */
    async signIn(next?: string) {
      return (await open(await this.back(next))).to;
    },
    async session() {
      const cookie = `campanile_session=${cookies.get("campanile_session") ?? ""}`;
      return (await app.call("GET", "/api/v1/session", undefined, { cookie })).body;
    },
  };
}

async function invite(app: TestApp, email: string, role: Role, passwordHash: string | null = null) {
  const id = newId();
  await insertPerson(app.db, { id, name: "Ada", email, role, passwordHash });
  return id;
}
const owner = (app: TestApp) => invite(app, "owner@example.com", "owner", "$scrypt$");

test("a person signs in at the provider, is made with the role of their claims, and goes on where they wanted to", async () => {
  const { provider, app, browser, groups } = await scene();
  groups("marketing", "staff");
  provider.claims["name"] = "Ada Lovelace";
  const ada = browser();
  expect(await ada.signIn("/runs?status=failed")).toBe("/runs?status=failed");
  expect(await ada.session()).toMatchObject({
    signedIn: true,
    person: { name: "Ada Lovelace", email: "ada@example.com", role: "editor" },
    scopes: ["send", "read", "manage"],
    ways: { password: true, oidc: new URL(provider.url).host },
  });
  const asked = provider.received.find(({ path }) => path.startsWith("/authorize"));
  const query = new URL(asked?.path ?? "", provider.url).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    redirect_uri: `${publicUrl}/sign-in/oidc/callback`,
    scope: "openid profile email",
  });
  expect(query.get("state")).not.toBe(query.get("nonce"));
  const log = await app.call("GET", "/api/v1/audit-log?entity=person");
  const [first] = log.body.items;
  expect(log.body.items.length).toBeGreaterThan(0);
  expect(first.actor).toMatchObject({ kind: "person" });
  expect(JSON.stringify(log.body)).not.toContain("ada-1");
  expect(JSON.stringify(app.logged)).not.toMatch(/ada@example|ada-1/);
});

test("where to go on is a path of ours, and the attempt's cookie ends with it", async () => {
  const { browser, groups } = await scene();
  groups("staff");
  for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "/sign-in"]) {
    const ada = browser();
    expect(await ada.signIn(next)).toBe("/");
    expect(ada.cookies.has("campanile_oidc")).toBe(false);
  }
});

test("an answer for another browser, another attempt, or changed, signs nobody in", async () => {
  const { browser, groups } = await scene();
  groups("staff");
  const [ada, mallory] = [browser(), browser()];
  const forMallory = await mallory.back();
  // Ada opens the address that Mallory came back to.
  expect((await ada.open(forMallory)).to).toBe("/sign-in?failed=expired");
  await ada.back();
  expect((await ada.open(forMallory)).to).toBe("/sign-in?failed=expired");
  const own = new URL(await ada.back());
  own.searchParams.set("state", "wrong");
  expect((await ada.open(own.href)).to).toBe("/sign-in?failed=expired");
  const back = await ada.back();
  const [text = ""] = (ada.cookies.get("campanile_oidc") ?? "").split(".");
  for (const forged of [`${text}.AAAA`, text, `${Buffer.from("{").toString("base64url")}.`]) {
    ada.cookies.set("campanile_oidc", forged);
    expect((await ada.open(back)).to).toBe("/sign-in?failed=expired");
  }
  expect((await ada.session()).signedIn).toBe(false);
});

test("a code that was used before is refused, also with the cookie of its attempt", async () => {
  const { browser, groups } = await scene();
  groups("staff");
  const ada = browser();
  const back = await ada.back();
  const kept = ada.cookies.get("campanile_oidc") ?? "";
  expect((await ada.open(back)).to).toBe("/runs");
  const thief = browser();
  thief.cookies.set("campanile_oidc", kept);
  expect((await thief.open(back)).to).toBe("/sign-in?failed=expired");
  expect((await thief.session()).signedIn).toBe(false);
});

test.each([
  ["expired", { exp: 1_000_000 }, "clock"],
  ["from the future", { nbf: Math.floor(Date.now() / 1_000) + 3_600 }, "clock"],
  ["for another audience", { aud: "somebody-else" }, "not-genuine"],
  ["of another issuer", { iss: "https://other.example" }, "not-genuine"],
  ["of another attempt", { nonce: "another" }, "not-genuine"],
])("a token %s signs nobody in, and the page says why", async (_what, token, why) => {
  const { provider, browser, groups } = await scene();
  groups("staff");
  provider.token = token;
  const ada = browser();
  expect(await ada.signIn()).toBe(`/sign-in?failed=${why}`);
  expect((await ada.session()).signedIn).toBe(false);
});

test("a token that is signed by a stranger signs nobody in", async () => {
  const { provider, browser, groups } = await scene();
  groups("staff");
  provider.isGenuine = false;
  expect(await browser().signIn()).toBe("/sign-in?failed=not-genuine");
});

test("a little difference of clocks is nothing", async () => {
  const { provider, browser, groups } = await scene();
  groups("staff");
  const now = Math.floor(Date.now() / 1_000);
  provider.token = { iat: now + 20, nbf: now + 20, exp: now + 300 };
  expect(await browser().signIn()).toBe("/runs");
});

test("a provider that is down, speaks too long, or does not know the client ends at a page, and is asked anew", async () => {
  const { provider, browser, groups, app } = await scene();
  groups("staff");
  const ada = browser();
  provider.isDown = true;
  expect((await ada.open("/sign-in/oidc")).to).toBe("/sign-in?failed=unavailable");
  provider.isDown = false;
  provider.padding = "x".repeat(1_000_000);
  expect((await ada.open("/sign-in/oidc")).to).toBe("/sign-in?failed=unavailable");
  provider.padding = "";
  const back = await ada.back();
  provider.isDown = true;
  expect((await ada.open(back)).to).toBe("/sign-in?failed=unavailable");
  provider.isDown = false;
  provider.refusal = "access_denied";
  expect(await ada.signIn()).toBe("/sign-in?failed=cancelled");
  provider.refusal = undefined;
  expect(await ada.signIn()).toBe("/runs");
  const wrong = await scene({ ...mapping, OIDC_CLIENT_SECRET: "wrong" });
  expect(await wrong.browser().signIn()).toBe("/sign-in?failed=misconfigured");
  expect(JSON.stringify([app.logged, wrong.app.logged])).not.toContain(clientSecret);
});

test("who is invited is found once by a verified address, and from then on by issuer and subject alone", async () => {
  const { provider, app, browser, groups } = await scene();
  groups("marketing");
  const id = await invite(app, "ada@example.com", "viewer");
  provider.claims = { ...provider.claims, email_verified: false };
  expect(await browser().signIn()).toBe("/sign-in?failed=unverified");
  delete provider.claims["email_verified"];
  expect(await browser().signIn()).toBe("/sign-in?failed=unverified");
  provider.claims = { ...provider.claims, email: "ADA@example.com", email_verified: true };
  const ada = browser();
  expect(await ada.signIn()).toBe("/runs");
  expect((await ada.session()).person).toMatchObject({ id, role: "editor" });
  // Another address, not verified: it is her all the same.
  provider.claims = { ...provider.claims, email: "lovelace@example.com", email_verified: false };
  const later = browser();
  expect(await later.signIn()).toBe("/runs");
  expect((await later.session()).person).toMatchObject({ id, email: "ada@example.com" });
  // Her address is somebody else's at the provider now.
  provider.claims = {
    sub: "eve-2",
    email: "ada@example.com",
    email_verified: true,
    groups: ["admins"],
  };
  expect(await browser().signIn()).toBe("/sign-in?failed=other-identity");
});

test("a role follows the claims at each sign-in; who has none is not let in; the last owner stays one", async () => {
  const { app, browser, groups } = await scene();
  const roleAfter = async (...held: string[]) => {
    groups(...held);
    const ada = browser();
    const end = await ada.signIn();
    return end === "/runs" ? (await ada.session()).person.role : end;
  };
  expect(await roleAfter("nothing")).toBe("/sign-in?failed=no-role");
  expect(await roleAfter("staff")).toBe("viewer");
  expect(await roleAfter("staff", "admins")).toBe("owner");
  expect(await roleAfter("staff")).toBe("owner");
  await owner(app);
  expect(await roleAfter("staff")).toBe("viewer");
  expect(await roleAfter()).toBe("/sign-in?failed=no-role");
});

test("claims may come by the userinfo endpoint, and lie inside of others", async () => {
  const env = { OIDC_ROLE_CLAIM: "realm_access.roles", OIDC_ROLES: "crm=editor" };
  const { provider, browser } = await scene(env);
  provider.claims = { sub: "ada-1" };
  provider.more = {
    email: "ada@example.com",
    email_verified: true,
    realm_access: { roles: ["crm"] },
  };
  const ada = browser();
  expect(await ada.signIn()).toBe("/runs");
  expect((await ada.session()).person).toMatchObject({ role: "editor" });
});

test("without a mapping people have to be invited, and keep the role that they have here", async () => {
  const { app, browser } = await scene({});
  expect(await browser().signIn()).toBe("/sign-in?failed=unknown");
  await invite(app, "ada@example.com", "editor");
  const ada = browser();
  expect(await ada.signIn()).toBe("/runs");
  expect((await ada.session()).person.role).toBe("editor");
});

test("nobody is made where that is switched off, and who is disabled stays out", async () => {
  const { app, browser, groups } = await scene({ ...mapping, OIDC_CREATE_PEOPLE: "false" });
  groups("staff");
  expect(await browser().signIn()).toBe("/sign-in?failed=unknown");
  const id = await invite(app, "ada@example.com", "viewer");
  const ada = browser();
  expect(await ada.signIn()).toBe("/runs");
  await app.call("PATCH", `/api/v1/people/${id}`, { disabled: true });
  expect((await ada.session()).signedIn).toBe(false);
  expect(await browser().signIn()).toBe("/sign-in?failed=disabled");
});

test("an owner by the provider can sign in: another one may go, and they may not", async () => {
  const { app, browser, groups } = await scene();
  groups("admins");
  const first = await owner(app);
  const ada = browser();
  await ada.signIn();
  const { person } = await ada.session();
  expect((await app.call("DELETE", `/api/v1/people/${first}`)).status).toBe(204);
  expect((await app.call("DELETE", `/api/v1/people/${person.id}`)).status).toBe(409);
  const { body } = await app.call("GET", "/api/v1/people");
  expect(body.items).toMatchObject([{ id: person.id, state: "active" }]);
});

test("passwords may be switched off, and then a link still lets an owner in", async () => {
  const { app } = await scene({ ...mapping, PASSWORD_SIGN_IN: "false" });
  const visitor = { cookie: "", origin: app.url };
  const credentials = { email: "ada@example.com", password: "not the right one" };
  expect(await app.call("POST", "/api/v1/session", credentials, visitor)).toMatchObject({
    status: 403,
  });
  const wanted = { name: "Ada", email: "ada@example.com", role: "owner" };
  const { body } = await app.call("POST", "/api/v1/people", wanted);
  const token = new URL(body.invitation.url).hash.slice(1);
  const accepted = { token, password: "a long and good password" };
  const answer = await app.call("POST", "/api/v1/invitations/accept", accepted, visitor);
  expect(answer.body).toMatchObject({ signedIn: true, ways: { password: false } });
});

test("after 20 failures from an address attempts pause, and are told so", async () => {
  const { browser, groups } = await scene();
  groups("staff");
  const mallory = browser();
  for (let n = 0; n < 20; n++) await mallory.open("/sign-in/oidc/callback?state=x&code=y");
  expect((await mallory.open("/sign-in/oidc/callback?state=x&code=y")).to).toBe(
    "/sign-in?failed=pause",
  );
  expect((await browser().open("/sign-in/oidc")).to).toBe("/sign-in?failed=pause");
});

test("without a provider there is nothing at its addresses", async () => {
  const app = await testApp();
  const { body } = await app.call("GET", "/api/v1/session");
  expect(body.ways).toEqual({ password: true, oidc: null });
});
