import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { putSetup } from "../../../../src/services/channel-setups/put-setup.ts";
import { contextOf } from "../../../support/context.ts";
import { codeBlocks } from "../../../docs/markdown.ts";
import { testApi } from "../../workflows/api.ts";
import { contactBy, eventsOf } from "./client.ts";

const run = promisify(execFile);
const snippets = codeBlocks("docs/guides/move-from-reteno.md").filter(
  ({ language, code }) => language === "sh" && code.startsWith("curl"),
);

test("what the guide shows is answered with success when a shell runs it, and is there afterwards", async () => {
  const api = await testApi();
  const env = { ...process.env, CAMPANILE_URL: api.url, CAMPANILE_KEY: api.key };
  await putSetup(contextOf(api.db), undefined, "sms", {
    provider: "http",
    settings: { baseUrl: "https://sms.example.com" },
    secrets: {},
    perSecond: null,
    concurrency: 10,
  });
  expect(snippets.length).toBeGreaterThan(8);
  for (const { code } of snippets) {
    const quiet = code.replace("curl ", 'curl -s -o /dev/null -w "%{http_code}" ');
    const { stdout } = await run("sh", ["-c", quiet], { env });
    expect([code, stdout]).toEqual([code, expect.stringMatching(/^20[01]$/)]);
  }
  const kinds = (await eventsOf(api, "orderPaid")).map(({ past }) => past);
  expect(kinds).toEqual([true, false, false]);
  expect((await api.get("/orders/A-1")).body.status).toBe("INITIALIZED");
  expect(await eventsOf(api, "subscribeFromApi-footer")).toHaveLength(1);
  expect(await contactBy(api, { email: "cy@example.com" })).toMatchObject({ unsubscribed: true });
});
