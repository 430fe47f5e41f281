import { describe, expect, test } from "vitest";
import { scopes } from "../../src/contract/scopes.ts";
import type { Answer, TestApp } from "./test-app.ts";
import { testApp, testConfig } from "./test-app.ts";
import {
  addPerson,
  goodPassword,
  signedInAs,
  signedInByCode,
  type Visitor,
  visitorOf,
} from "./visitor.ts";

const nobody = "00000000-0000-7000-8000-000000000000";
const grace = { name: " Grace ", email: "Grace@Example.com", role: "editor" };
const tokenOf = (answer: { body: { invitation: { url: string } } }) =>
  answer.body.invitation.url.split("#")[1] ?? "";
const accept = (app: TestApp, token: string, password = goodPassword, more: object = {}) => {
  const visitor = visitorOf(app);
  return visitor.call("POST", "/invitations/accept", { token, password, ...more });
};
/** Two requests that are both in progress before either can write to `people`. */
async function atOnce(app: TestApp, ask: (turn: number) => Promise<Answer>): Promise<number[]> {
  let answers: Promise<Answer>[] = [];
  await app.db.tx(async (sql) => {
    await sql.query("lock table people in exclusive mode");
    answers = [ask(0), ask(1)];
    const waiting = `select 1 from pg_stat_activity
                      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(() => app.db.query(waiting), { timeout: 20_000 }).toHaveLength(2);
  });
  return (await Promise.all(answers)).map(({ status }) => status).toSorted();
}
const isSignedIn = async (visitor: Visitor) =>
  (await visitor.call("GET", "/session")).body.signedIn as boolean;

describe("the first owner", () => {
  const owner = { name: "Ada", email: "ADA@example.com", password: goodPassword };

  test("is whoever opened the banner's link, once", async () => {
    const app = await testApp();
    const visitor = await signedInByCode(app);
    const other = await signedInByCode(app);
    const { status, body } = await visitor.call("POST", "/people/owner", owner);
    const person = { id: body.person.id, name: "Ada", email: "ada@example.com", role: "owner" };
    const ways = { password: true, oidc: null };
    const state = { signedIn: true, person, scopes, ways, ownerExists: true };
    expect([status, body]).toEqual([201, state]);
    expect((await visitor.call("GET", "/session")).body).toEqual(state);
    // Who was nobody is nobody any more.
    expect(await isSignedIn(other)).toBe(false);
    const again = await visitor.call("POST", "/people/owner", { ...owner, email: "b@example.com" });
    expect(again.status).toBe(409);
    const entered = await other.call("POST", "/session", { ...owner, name: undefined });
    expect(entered).toMatchObject({ status: 200, body: { person } });
  });

  test("of two at once one becomes it", async () => {
    const app = await testApp();
    const visitors = [await signedInByCode(app), await signedInByCode(app)] as const;
    const statuses = await atOnce(app, (turn) =>
      (turn === 0 ? visitors[0] : visitors[1]).call("POST", "/people/owner", {
        ...owner,
        email: `${turn}@example.com`,
      }),
    );
    expect(statuses).toEqual([201, 409]);
    expect(await app.db.query("select 1 from people")).toHaveLength(1);
  });

  test("is nobody without a session that may do everything, and no key", async () => {
    const app = await testApp();
    expect((await app.call("POST", "/api/v1/people/owner", owner)).status).toBe(403);
    expect((await visitorOf(app).call("POST", "/people/owner", owner)).status).toBe(401);
    const viewer = await signedInAs(app, "viewer");
    expect((await viewer.call("POST", "/people/owner", owner)).status).toBe(403);
  });
});

describe("an invitation", () => {
  test("brings a person in by a link whose token stays in the browser", async () => {
    const app = await testApp({ config: testConfig({ PUBLIC_URL: "https://c.example/" }) });
    const made = await app.call("POST", "/api/v1/people", grace);
    expect(made.status).toBe(201);
    expect(made.body.person).toMatchObject({
      name: "Grace",
      email: "grace@example.com",
      role: "editor",
      state: "invited",
      lastSeenAt: null,
      invitedUntil: made.body.invitation.expiresAt,
    });
    expect(made.body.invitation.url).toMatch(/^https:\/\/c\.example\/invitation#[0-9a-f]{48}$/);
    const days = (Date.parse(made.body.invitation.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    const entered = await accept(app, tokenOf(made), goodPassword, { name: "Grace H." });
    expect(entered).toMatchObject({
      status: 200,
      body: { person: { name: "Grace H.", role: "editor" }, scopes: ["send", "read", "manage"] },
    });
    expect(entered.headers.get("set-cookie")).toContain("campanile_session=");
    const listed = await app.call("GET", "/api/v1/people");
    expect(listed.body.items).toMatchObject([{ state: "active", invitedUntil: null }]);
    const stored = await app.db.query("select i::text, p::text from people p, invitations i");
    expect(JSON.stringify([stored, listed.body])).not.toContain(tokenOf(made));
  });

  test("is used once, even by two at the same time", async () => {
    const app = await testApp();
    const token = tokenOf(await app.call("POST", "/api/v1/people", grace));
    const both = await Promise.all([accept(app, token), accept(app, token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    expect(await app.db.query("select 1 from browser_sessions")).toHaveLength(1);
  });

  test("ends after its time, when another takes its place, and with its person's right", async () => {
    const app = await testApp();
    const made = await app.call("POST", "/api/v1/people", grace);
    const one = `/api/v1/people/${made.body.person.id}`;
    const second = await app.call("POST", `${one}/invitation`);
    expect([second.status, tokenOf(second)]).toEqual([
      201,
      expect.stringMatching(/^[0-9a-f]{48}$/),
    ]);
    expect((await accept(app, tokenOf(made))).status).toBe(404);
    await app.db.query("update invitations set expires_at = now() - interval '1 second'");
    expect((await accept(app, tokenOf(second))).status).toBe(404);
    const third = await app.call("POST", `${one}/invitation`);
    await app.call("PATCH", one, { disabled: true });
    expect((await app.call("POST", `${one}/invitation`)).status).toBe(409);
    await app.call("PATCH", one, { disabled: false });
    expect((await accept(app, tokenOf(third))).status).toBe(404);
    expect((await app.call("POST", `/api/v1/people/${nobody}/invitation`)).status).toBe(404);
  });

  test("resets a password: the old one and all sessions hold until it is used", async () => {
    const app = await testApp();
    const there = await signedInAs(app, "viewer", "grace@example.com");
    const link = await app.call("POST", `/api/v1/people/${there.id}/invitation`);
    expect(await isSignedIn(there)).toBe(true);
    expect((await accept(app, tokenOf(link), "another horse")).body.signedIn).toBe(true);
    expect(await isSignedIn(there)).toBe(false);
    const enter = (password: string) =>
      there.call("POST", "/session", { email: "grace@example.com", password });
    expect((await enter(goodPassword)).status).toBe(401);
    expect((await enter("another horse")).status).toBe(200);
  });

  test("is not used up by a password that can't be taken", async () => {
    const app = await testApp();
    const token = tokenOf(await app.call("POST", "/api/v1/people", grace));
    const refused = ["short", "x".repeat(201), "GRACE@example.com", "Password123", "1234567890"];
    for (const password of refused) {
      const { status, body } = await accept(app, token, password);
      expect([password, status, body.errors]).toMatchObject([
        password,
        400,
        [{ path: "password" }],
      ]);
    }
    expect((await accept(app, token, "x".repeat(200))).status).toBe(200);
  });
});

describe("what a role may", () => {
  test("an owner everything, an editor no people, keys and secrets, a viewer only see", async () => {
    const app = await testApp();
    const tries: [string, string, unknown, number[]][] = [
      ["GET", "/segments", undefined, [200, 200, 200]],
      ["POST", "/segments", { name: "s" }, [201, 409, 403]],
      ["POST", "/contacts/upsert", { email: "a@b.eu" }, [200, 200, 403]],
      ["GET", "/people", undefined, [200, 403, 403]],
      ["POST", "/people", grace, [201, 403, 403]],
      ["GET", "/api-keys", undefined, [200, 403, 403]],
      ["POST", "/api-keys", { name: "k", scopes: ["read"] }, [201, 403, 403]],
      ["GET", "/secrets", undefined, [200, 403, 403]],
    ];
    for (const [index, role] of (["owner", "editor", "viewer"] as const).entries()) {
      const visitor = await signedInAs(app, role);
      for (const [method, path, body, expected] of tries) {
        const { status } = await visitor.call(method, path, body);
        expect([role, method, path, status]).toEqual([role, method, path, expected[index]]);
      }
    }
  });

  test("holds as it is now: demoted, disabled and removed people lose it at their next request", async () => {
    const app = await testApp();
    const owner = await signedInAs(app, "owner");
    const other = await signedInAs(app, "owner", "other@example.com");
    const one = `/people/${other.id}`;
    expect((await other.call("GET", "/people")).status).toBe(200);
    await owner.call("PATCH", one, { role: "viewer" });
    expect((await other.call("GET", "/people")).status).toBe(403);
    expect((await other.call("GET", "/session")).body).toMatchObject({ scopes: ["read"] });
    const disabled = await owner.call("PATCH", one, { disabled: true });
    expect(disabled.body).toMatchObject({ state: "disabled", role: "viewer" });
    expect((await other.call("GET", "/segments")).status).toBe(401);
    expect(await isSignedIn(other)).toBe(false);
    // Enabled again, they have to sign in again.
    expect((await owner.call("PATCH", one, { disabled: false })).body.state).toBe("active");
    expect(await isSignedIn(other)).toBe(false);
    const enter = { email: "other@example.com", password: goodPassword };
    expect((await other.call("POST", "/session", enter)).status).toBe(200);
    expect((await owner.call("DELETE", one)).status).toBe(204);
    expect(await isSignedIn(other)).toBe(false);
    expect((await owner.call("DELETE", one)).status).toBe(404);
  });
});

describe("the last owner", () => {
  test("can't be removed, demoted or disabled, and an invited one doesn't count", async () => {
    const app = await testApp();
    const owner = await signedInAs(app, "owner");
    const made = await owner.call("POST", "/people", { ...grace, role: "owner" });
    const one = `/people/${owner.id}`;
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { role: "editor" }],
      ["PATCH", { disabled: true }],
    ] as const) {
      expect((await owner.call(method, one, body)).status).toBe(409);
    }
    expect((await owner.call("PATCH", one, { name: "Ada L.", role: "owner" })).body.name).toBe(
      "Ada L.",
    );
    await accept(app, tokenOf(made));
    expect((await owner.call("PATCH", one, { role: "editor" })).body.role).toBe("editor");
  });

  test("stays when two owners send each other away at once", async () => {
    const app = await testApp();
    const ids = [await addPerson(app, "a@b.eu", "owner"), await addPerson(app, "b@b.eu", "owner")];
    const statuses = await atOnce(app, (turn) =>
      app.call("PATCH", `/api/v1/people/${ids[turn]}`, { disabled: true }),
    );
    expect(statuses).toEqual([200, 409]);
  });
});

test("an address is there once, in lower case; what is no address or role is refused", async () => {
  const app = await testApp();
  const make = (change: object) => app.call("POST", "/api/v1/people", { ...grace, ...change });
  expect((await make({})).status).toBe(201);
  const taken = await make({ email: "GRACE@EXAMPLE.COM" });
  expect([taken.status, taken.body.errors]).toMatchObject([409, [{ path: "email" }]]);
  for (const [path, value] of Object.entries({ email: "grace", role: "admin", name: " " })) {
    const { status, body } = await make({ [path]: value });
    expect([status, body.errors]).toMatchObject([400, [{ path }]]);
  }
  const one = `/api/v1/people/${nobody}`;
  expect((await app.call("PATCH", one, { name: "x" })).status).toBe(404);
  expect((await app.call("PATCH", one, {})).status).toBe(400);
});

test("people are listed page by page, in the order in which they came", async () => {
  const app = await testApp();
  const ids = [];
  for (const name of ["c", "a", "b"]) ids.push(await addPerson(app, `${name}@b.eu`, "viewer"));
  const first = await app.call("GET", "/api/v1/people?limit=2");
  const second = await app.call("GET", `/api/v1/people?limit=2&after=${first.body.next}`);
  const listed = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
  expect([listed, second.body.next]).toEqual([ids, null]);
  expect(JSON.stringify(first.body)).not.toContain("scrypt");
});
