import { beforeAll, describe, expect, test } from "vitest";
import { browserOf, signedIn } from "./browser.ts";
import type { TestApi } from "./api.ts";
import { testApi } from "./api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

test("without a session what only people may see leads to the sign-in page and back", async () => {
  for (const path of ["/docs", "/docs?x=y", "/inbox/1/html", "/inbox/1/raw"]) {
    const answer = await browserOf(api.url).get(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  }
});

describe("the pages", () => {
  test("the API reference allows no scripts but its own", async () => {
    const visitor = await signedIn(api);
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
    const answer = await (await signedIn(api)).get("/inbox/no-id/html");
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("text/html");
  });
});
