import { contextOf } from "../support/context.ts";
import { describe, expect, test } from "vitest";
import { scopes } from "../../src/contract/scopes.ts";
import { createApiKey, revokeApiKey } from "../../src/services/api-keys/api-keys.ts";
import { createSignInCode } from "../../src/services/sessions/sign-in.ts";
import { testApp, testConfig } from "./test-app.ts";
import { addPerson, goodPassword, signedInAs, signedInByCode, visitorOf } from "./visitor.ts";

const ways = { password: true, oidc: null };
const nobody = { signedIn: false, person: null, scopes: [], ways };
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const ada = { email: "ada@example.com", password: goodPassword };

describe("who is signed in", () => {
  test("is told to anybody, and is never 401", async () => {
    const app = await testApp();
    const visitors = [{ cookie: "" }, { cookie: "campanile_session=x" }, bearer(app.key)];
    for (const headers of visitors) {
      const { status, body } = await app.call("GET", "/api/v1/session", undefined, headers);
      expect([status, body]).toEqual([200, { ...nobody, ownerExists: false }]);
    }
  });

  test("a page that is left open with an ended session makes nobody at its address pause", async () => {
    const app = await testApp();
    const ended = { cookie: "campanile_session=ended" };
    for (let attempt = 0; attempt < 25; attempt++) {
      const { status } = await app.call("GET", "/api/v1/segments", undefined, ended);
      expect(status).toBe(401);
    }
    const withKey = await app.call("GET", "/api/v1/segments", undefined, bearer(app.key));
    expect(withKey.status).toBe(200);
  });

  test("a person's last visit is noted", async () => {
    const app = await testApp();
    const owner = await signedInAs(app, "owner");
    await expect
      .poll(async () => (await owner.call("GET", "/people")).body.items[0].lastSeenAt)
      .toEqual(expect.any(String));
  });
});

describe("with a password", () => {
  test("a person signs in, however the address is written, and out again", async () => {
    const app = await testApp();
    const id = await addPerson(app, ada.email, "editor");
    const visitor = visitorOf(app);
    const entered = await visitor.call("POST", "/session", { ...ada, email: " Ada@Example.com " });
    const state = {
      signedIn: true,
      ownerExists: false,
      ways,
      scopes: ["send", "read", "manage"],
      person: { id, name: "Ada", email: ada.email, role: "editor" },
    };
    expect([entered.status, entered.body]).toEqual([200, state]);
    expect((await visitor.call("GET", "/session")).body).toEqual(state);
    expect((await visitor.call("DELETE", "/session")).status).toBe(204);
    expect((await visitor.call("GET", "/session")).body).toMatchObject(nobody);
    expect(await app.db.query("select 1 from browser_sessions")).toEqual([]);
  });

  test("a session doesn't outlive its person's right, whatever took it", async () => {
    const app = await testApp();
    const visitor = await signedInAs(app, "viewer");
    await app.db.query("update people set disabled_at = now()");
    expect((await visitor.call("GET", "/segments")).status).toBe(401);
    await app.db.query("delete from people");
    expect(await app.db.query("select 1 from browser_sessions")).toEqual([]);
  });

  test("a wrong one, an unknown address, an invited and a disabled person are told the same", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    await addPerson(app, "gone@example.com", "owner");
    await app.db.query("update people set disabled_at = now() where email like 'gone%'");
    const invited = { name: "I", email: "invited@example.com", role: "viewer" };
    await app.call("POST", "/api/v1/people", invited);
    const tries = [
      { ...ada, password: `${goodPassword}!` },
      { ...ada, email: "unknown@example.com" },
      { ...ada, email: "gone@example.com" },
      { ...ada, email: "gone@example.com", password: "wrong" },
      { ...ada, email: invited.email },
      { email: "", password: "" },
    ];
    for (const body of tries) {
      const answer = await visitorOf(app).call("POST", "/session", body);
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([401, null]);
      expect(answer.body.detail).toBe("e-mail address or password is wrong");
    }
  });

  const behindProxy = { config: testConfig({ TRUST_PROXY: "loopback" }) };
  const from = (address: string) => ({ "x-forwarded-for": address });

  test("10 failures at an account make it pause for their address, known or not, even all at once", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    const guess = (password: string) =>
      visitorOf(app).call("POST", "/session", { ...ada, password });
    const answers = await Promise.all(Array.from({ length: 14 }, () => guess("wrong")));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(401), count(429)]).toEqual([10, 4]);
    const right = await guess(goodPassword);
    expect([right.status, Number(right.headers.get("retry-after")) > 0]).toEqual([429, true]);
    const other = await signedInAs(app, "editor");
    expect((await other.call("GET", "/session")).body.signedIn).toBe(true);
  });

  test("failures elsewhere close an account to nobody, however many they are", async () => {
    const app = await testApp(behindProxy);
    await addPerson(app, ada.email, "owner");
    for (let attempt = 0; attempt < 60; attempt++) {
      const body = { ...ada, password: "wrong" };
      await visitorOf(app).call("POST", "/session", body, from(`203.0.113.${attempt % 5}`));
    }
    const stranger = await visitorOf(app).call("POST", "/session", ada, from("203.0.113.1"));
    expect(stranger.status).toBe(429);
    const owner = await visitorOf(app).call("POST", "/session", ada, from("198.51.100.7"));
    expect(owner.status).toBe(200);
  });

  test("a browser in which somebody has signed in before is not locked out by others at its address", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    const known = visitorOf(app);
    const entered = await known.call("POST", "/session", ada);
    expect(entered.headers.getSetCookie().join()).not.toMatch(/\bada\b|ada@/);
    await known.call("DELETE", "/session");
    const wrong = { ...ada, password: "wrong" };
    for (let attempt = 0; attempt < 12; attempt++) {
      await visitorOf(app).call("POST", "/session", wrong);
    }
    for (let account = 0; account < 40; account++) {
      await addPerson(app, `${account}@a.eu`, "viewer");
      await visitorOf(app).call("POST", "/session", { ...wrong, email: `${account}@a.eu` });
    }
    expect((await visitorOf(app).call("POST", "/session", ada)).status).toBe(429);
    // The cookie is good for its own account only, and for ten guesses as any other.
    const bo = { ...ada, email: "bo@example.com" };
    await addPerson(app, bo.email, "editor");
    expect((await known.call("POST", "/session", bo)).status).toBe(429);
    expect((await known.call("POST", "/session", ada)).status).toBe(200);
    for (let attempt = 0; attempt < 10; attempt++) {
      expect((await known.call("POST", "/session", wrong)).status).toBe(401);
    }
    expect((await known.call("POST", "/session", ada)).status).toBe(429);
  });

  test("a known browser's cookie can't be made up", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    const code = "A".repeat(22);
    const cookie = `campanile_browser=${code}.${code}`;
    const guess = (password: string) =>
      visitorOf(app).call("POST", "/session", { ...ada, password }, { cookie });
    for (let attempt = 0; attempt < 10; attempt++) expect((await guess("wrong")).status).toBe(401);
    expect((await guess(goodPassword)).status).toBe(429);
  });

  test("where a request says to come from counts only by the word of a trusted proxy", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    for (let attempt = 0; attempt < 10; attempt++) {
      const body = { ...ada, password: "wrong" };
      await visitorOf(app).call("POST", "/session", body, from(`203.0.113.${attempt}`));
    }
    const answer = await visitorOf(app).call("POST", "/session", ada, from("198.51.100.7"));
    expect(answer.status).toBe(429);
  });

  test("50 failures from an address make it pause, at whichever accounts", async () => {
    const app = await testApp();
    for (let account = 0; account <= 50; account++)
      await addPerson(app, `${account}@a.eu`, "owner");
    const at = (account: number, password: string) =>
      visitorOf(app).call("POST", "/session", { email: `${account}@a.eu`, password });
    for (let account = 0; account < 50; account++) {
      expect((await at(account, "wrong")).status).toBe(401);
    }
    expect((await at(50, goodPassword)).status).toBe(429);
  });

  test("wrong codes and keys of others keep no right one out", async () => {
    const app = await testApp();
    for (let attempt = 0; attempt < 25; attempt++) {
      await visitorOf(app).call("POST", "/session/code", { code: `wrong ${attempt}` });
      await visitorOf(app).call("POST", "/session/key", { key: `wrong ${attempt}` });
    }
    const late = await visitorOf(app).call("POST", "/session/key", { key: "wrong" });
    expect(late.status).toBe(429);
    expect((await visitorOf(app).call("POST", "/session/key", { key: app.key })).status).toBe(200);
    const code = await createSignInCode(contextOf(app.db));
    expect((await visitorOf(app).call("POST", "/session/code", { code })).status).toBe(200);
  });

  test("who signs in rightly is never made to pause", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    for (let attempt = 0; attempt < 25; attempt++) {
      expect((await visitorOf(app).call("POST", "/session", ada)).status).toBe(200);
    }
  });

  test("the log holds neither address nor password", async () => {
    const app = await testApp();
    const owner = await signedInAs(app, "owner", ada.email);
    await owner.call("POST", "/session", { ...ada, password: "wrong horse" });
    await owner.call("POST", "/people", { name: "x", email: ada.email, role: "viewer" });
    await owner.call("GET", "/people");
    expect(app.logged.length).toBeGreaterThan(3);
    expect(JSON.stringify(app.logged)).not.toMatch(/ada@|horse/);
  });
});

describe("with the banner's code", () => {
  test("one of two at once signs in, and may do everything while there is no owner", async () => {
    const app = await testApp();
    const code = await createSignInCode(contextOf(app.db));
    const both = await Promise.all(
      [1, 2].map(() => visitorOf(app).call("POST", "/session/code", { code })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect(both.find(({ status }) => status === 200)?.body).toEqual({
      signedIn: true,
      person: null,
      scopes,
      ways,
      ownerExists: false,
    });
    expect(both.filter(({ headers }) => headers.has("set-cookie"))).toHaveLength(1);
  });

  test("one that is an hour old signs nobody in", async () => {
    const app = await testApp();
    const code = await createSignInCode(contextOf(app.db));
    await app.db.query("update sign_in_codes set expires_at = now() - interval '1 second'");
    expect((await visitorOf(app).call("POST", "/session/code", { code })).status).toBe(401);
  });

  test("where there are owners it signs in as the first who can sign in", async () => {
    const app = await testApp();
    await addPerson(app, "disabled@example.com", "owner");
    await app.db.query("update people set disabled_at = now()");
    await addPerson(app, "editor@example.com", "editor");
    const first = await addPerson(app, "first@example.com", "owner");
    await addPerson(app, "second@example.com", "owner");
    const visitor = await signedInByCode(app);
    expect((await visitor.call("GET", "/session")).body).toMatchObject({
      person: { id: first, role: "owner" },
      scopes,
      ownerExists: true,
    });
  });
});

describe("with an API key", () => {
  test("a session may do what the key may, and ends with it", async () => {
    const app = await testApp();
    const { id, key } = await createApiKey(
      contextOf(app.db),
      { name: "k", scopes: ["read"] },
      { scopes },
    );
    const visitor = visitorOf(app);
    const entered = await visitor.call("POST", "/session/key", { key: ` ${key} ` });
    expect(entered.body).toMatchObject({ signedIn: true, person: null, scopes: ["read"] });
    expect((await visitor.call("GET", "/segments")).status).toBe(200);
    expect((await visitor.call("POST", "/segments", { name: "x" })).status).toBe(403);
    await revokeApiKey(contextOf(app.db), id);
    expect((await visitor.call("GET", "/segments")).status).toBe(401);
  });

  test("the one of the setting API_KEY signs in, a wrong one doesn't", async () => {
    const key = "an-api-key-from-the-environment";
    const app = await testApp({ config: testConfig({ API_KEY: key }) });
    const enter = (body: object) => visitorOf(app).call("POST", "/session/key", body);
    expect((await enter({ key })).body).toMatchObject({ signedIn: true, scopes });
    expect(await enter({ key: `${key}!` })).toMatchObject({ status: 401 });
  });
});

describe("the cookie", () => {
  test("can't be read by scripts, and goes over https only where the site does", async () => {
    const config = testConfig({ PUBLIC_URL: "https://campanile.example" });
    for (const [app, secure] of [
      [await testApp(), false],
      [await testApp({ config }), true],
    ] as const) {
      const code = await createSignInCode(contextOf(app.db));
      const { headers } = await visitorOf(app).call("POST", "/session/code", { code });
      const cookie = headers.get("set-cookie") ?? "";
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Lax/);
      expect(/Secure/.test(cookie)).toBe(secure);
    }
  });

  test("another site can neither sign a browser in nor out", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    const visitor = await signedInByCode(app);
    const requests: [string, string, unknown][] = [
      ["POST", "/session", ada],
      ["POST", "/session/key", { key: app.key }],
      ["POST", "/session/code", { code: await createSignInCode(contextOf(app.db)) }],
      ["POST", "/invitations/accept", { token: "x", password: goodPassword }],
      ["PATCH", "/session/password", { current: goodPassword, next: `${goodPassword}!` }],
      ["DELETE", "/session", undefined],
    ];
    for (const [method, path, body] of requests) {
      for (const site of ["cross-site", "same-site", "none"]) {
        const answer = await visitor.call(method, path, body, { "sec-fetch-site": site });
        expect([path, answer.status]).toEqual([path, 403]);
        expect(answer.headers.get("set-cookie")).toBeNull();
      }
      const foreign = { cookie: "", origin: "https://evil.example" };
      const old = await app.call(method, `/api/v1${path}`, body, foreign);
      expect([path, old.status]).toEqual([path, path === "/session/password" ? 401 : 403]);
    }
    expect((await visitor.call("GET", "/session")).body.signedIn).toBe(true);
  });

  test("signing in anew ends the session that the browser had", async () => {
    const app = await testApp();
    await addPerson(app, ada.email, "owner");
    const visitor = await signedInByCode(app);
    expect((await visitor.call("POST", "/session", ada)).status).toBe(200);
    expect(await app.db.query("select 1 from browser_sessions")).toHaveLength(1);
  });
});

describe("a person's own password", () => {
  const next = "another horse battery";
  const change = { current: goodPassword, next };

  test("is changed by who knows it, which ends their other sessions and their open links", async () => {
    const app = await testApp();
    const here = await signedInAs(app, "viewer", ada.email);
    const there = visitorOf(app);
    await there.call("POST", "/session", ada);
    const other = await signedInAs(app, "owner");
    await other.call("POST", `/people/${here.id}/invitation`);
    const wrong = await here.call("PATCH", "/session/password", { current: "wrong", next });
    expect([wrong.status, wrong.body.errors]).toMatchObject([400, [{ path: "current" }]]);
    expect((await here.call("PATCH", "/session/password", change)).status).toBe(204);
    const signedIn = await Promise.all(
      [here, there, other].map(async (visitor) => (await visitor.call("GET", "/session")).body),
    );
    expect(signedIn.map((body) => body.signedIn)).toEqual([true, false, true]);
    expect((await there.call("POST", "/session", ada)).status).toBe(401);
    expect((await there.call("POST", "/session", { ...ada, password: next })).status).toBe(200);
    expect(await app.db.query("select 1 from invitations")).toEqual([]);
  });

  test("is not guessed by who only has the open session", async () => {
    const app = await testApp();
    const here = await signedInAs(app, "viewer");
    const guess = () => here.call("PATCH", "/session/password", { current: "wrong", next });
    for (let attempt = 0; attempt < 10; attempt++) expect((await guess()).status).toBe(400);
    expect((await here.call("PATCH", "/session/password", change)).status).toBe(429);
  });

  test("is something that neither a key nor the session of a key has", async () => {
    const app = await testApp();
    expect((await app.call("PATCH", "/api/v1/session/password", change)).status).toBe(403);
    const visitor = visitorOf(app);
    await visitor.call("POST", "/session/key", { key: app.key });
    expect((await visitor.call("PATCH", "/session/password", change)).status).toBe(403);
  });
});
