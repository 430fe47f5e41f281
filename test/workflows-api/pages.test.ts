import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { localPath } from "../../src/api/pages/local-path.ts";
import { createApiKey } from "../../src/services/api-keys/create.ts";
import { revokeApiKey } from "../../src/services/api-keys/revoke.ts";
import { createSignInCode } from "../../src/services/sessions/create-code.ts";
import { browserOf, cookieIn, signedIn } from "./browser.ts";
import type { TestApi } from "./api.ts";
import { send, testApi } from "./api.ts";

const fixedKey = "a-key-of-the-environment";
let api: TestApi;
beforeAll(async () => {
  api = await testApi({ API_KEY: fixedKey });
});

describe("signing in", () => {
  test("a code signs in once, even when it is used twice at the same time", async () => {
    const code = await createSignInCode(api.db);
    const visitor = browserOf(api.url);
    const both = await Promise.all([1, 2].map(() => visitor.get(`/sign-in?code=${code}`)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 401]);
    expect(both.filter((answer) => cookieIn(answer) !== "")).toHaveLength(1);
  });

  test("a code that is an hour old signs nobody in, and a link checker's HEAD uses none up", async () => {
    const code = await createSignInCode(api.db);
    await fetch(`${api.url}/sign-in?code=${code}`, { method: "HEAD" });
    expect((await browserOf(api.url).get(`/sign-in?code=${code}`)).status).toBe(303);
    const old = await createSignInCode(api.db);
    await api.db.query("update sign_in_codes set expires_at = now() - interval '1 second'");
    expect((await browserOf(api.url).get(`/sign-in?code=${old}`)).status).toBe(401);
  });

  test("the cookie can't be read by scripts nor sent along by other sites' forms", async () => {
    const answer = await browserOf(api.url).post("/sign-in", { key: fixedKey });
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly/);
    expect(answer.headers.get("set-cookie")).toMatch(/SameSite=Lax/);
    const foreign = await fetch(`${api.url}/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ key: fixedKey }),
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
  });

  test("a session ends with its key, and by signing out", async () => {
    const { id, key } = await createApiKey(
      api.db,
      { name: "k", scopes: ["read"] },
      { scopes: ["read"] },
    );
    const visitor = browserOf(
      api.url,
      cookieIn(await browserOf(api.url).post("/sign-in", { key })),
    );
    expect((await visitor.get("/")).status).toBe(200);
    await revokeApiKey(api.db, id);
    expect((await visitor.get("/")).status).toBe(303);

    const other = await signedIn(api);
    expect((await other.get("/")).status).toBe(200);
    expect((await other.post("/sign-out")).status).toBe(303);
    expect((await other.get("/")).status).toBe(303);
  });

  test("a wrong key signs nobody in", async () => {
    const answer = await browserOf(api.url).post("/sign-in", { key: "cmp_wrong" });
    expect([answer.status, cookieIn(answer)]).toEqual([401, ""]);
  });

  test("without a session every page leads to the sign-in page and back", async () => {
    for (const path of ["/", "/inbox?after=x", "/docs", "/inbox/1/html"]) {
      const answer = await browserOf(api.url).get(path);
      expect(answer.headers.get("location")).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
    }
  });
});

describe("where signing in leads", () => {
  const elsewhere = [
    ...[
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "https://evil.example/",
      "/\t/evil.example",
    ],
    ...[
      "/.//evil.example",
      "/..//evil.example",
      "javascript:alert(1)",
      "",
      "evil.example",
      "/\n/evil.example",
    ],
  ];

  test("nowhere but to this site", async () => {
    for (const next of elsewhere) {
      const query = new URLSearchParams({ next, code: await createSignInCode(api.db) });
      const answer = await browserOf(api.url).get(`/sign-in?${query.toString()}`);
      expect([next, answer.headers.get("location")]).toEqual([next, "/"]);
    }
    expect(localPath("/inbox/1?a=b#c")).toBe("/inbox/1?a=b#c");
  });

  test("whatever is asked for, a browser stays on this site", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "//",
      "\t",
      "@",
      ":",
      "evil.example",
      "%2f",
      "?",
      "#",
      "a",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const here = "https://here.example/sign-in";
        expect(new URL(localPath(pieces.join("")), here).origin).toBe("https://here.example");
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("the pages", () => {
  test("an event's key is shown as text, not as markup", async () => {
    await send(api, "marked", "m@example.com", "<script>alert(1)</script>");
    const page = await (await (await signedIn(api)).get("/")).text();
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).not.toContain("<script");
  });

  test("no page allows a script, and the API reference only its own", async () => {
    const visitor = await signedIn(api);
    expect((await visitor.get("/")).headers.get("content-security-policy")).not.toContain(
      "script-src",
    );
    const docs = await visitor.get("/docs");
    expect(docs.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(await docs.text()).not.toMatch(/<script(?! src="\/)/);
    for (const path of [
      "/docs/start.js",
      "/docs/assets/swagger-ui-bundle.js",
      "/docs/assets/swagger-ui.css",
    ]) {
      expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
    }
    expect((await visitor.get("/openapi.json")).status).toBe(200);
  });

  test("what is not there is said in a page", async () => {
    const answer = await (await signedIn(api)).get("/inbox/no-id");
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("text/html");
  });
});
