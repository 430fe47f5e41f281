import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openSecrets } from "../../src/services/secrets/open.ts";
import { inARow } from "../support/definitions.ts";
import { testApp, testConfig } from "./test-app.ts";

const key = randomBytes(32);
const keys = sealingKeysOf(key);
const config = testConfig({ SECRETS_KEY: key.toString("base64") });

test("a secret is written, replaced, named and deleted, and never shown", async () => {
  const app = await testApp({ config });
  const put = (name: string, value: unknown) =>
    app.call("PUT", `/api/v1/secrets/${name}`, { value });
  const answers = [await put("CRM_TOKEN", "first-s3cr3t"), await put("CRM_TOKEN", "other-s3cr3t")];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await put("A", "third-s3cr3t");
  const list = await app.call("GET", "/api/v1/secrets");
  expect(list.body.items.map(({ name }: { name: string }) => name)).toEqual(["A", "CRM_TOKEN"]);
  const opened = await openSecrets(app.db, keys, ["CRM_TOKEN"]);
  expect(opened).toEqual({ outcome: "opened", secrets: { CRM_TOKEN: "other-s3cr3t" } });
  expect((await put("1", "x")).status).toBe(400);
  const refused = await put("B", { wrong: "s3cr3t" });
  expect(refused.status).toBe(400);
  const stored = await app.db.query<{ sealed: Buffer }>("select sealed from secrets");
  const seen = [answers, list, refused, app.logged].map((part) => JSON.stringify(part)).join("");
  const bytes = stored.map(({ sealed }) => sealed.toString("latin1")).join("");
  expect(`${seen}${bytes}`).not.toContain("s3cr3t");
  expect((await app.call("DELETE", "/api/v1/secrets/A")).status).toBe(204);
  expect((await app.call("DELETE", "/api/v1/secrets/A")).status).toBe(404);
});

test("a secret says where it may be sent, and keeps that when it is replaced", async () => {
  const app = await testApp({ config });
  const put = (body: object) => app.call("PUT", "/api/v1/secrets/CRM", body);
  expect((await put({ value: "x" })).body.hosts).toBeNull();
  const limited = await put({ value: "x", hosts: ["API.example.com", "*.example.com:8443"] });
  expect(limited.body.hosts).toEqual(["api.example.com", "*.example.com:8443"]);
  expect((await put({ value: "y" })).body.hosts).toEqual(limited.body.hosts);
  const { body } = await app.call("GET", "/api/v1/secrets");
  expect(body.items).toMatchObject([{ name: "CRM", hosts: limited.body.hosts }]);
  for (const hosts of [[], ["https://a.eu"], ["*"], [""], "a.eu"]) {
    const { status, body: problem } = await put({ value: "x", hosts });
    expect([hosts, status]).toEqual([hosts, 400]);
    expect(problem.errors[0].path).toMatch(/^hosts/);
  }
  expect((await put({ value: "z", hosts: null })).body.hosts).toBeNull();
});

test("publishing tells of a webhook that would send a secret elsewhere", async () => {
  const app = await testApp({ config });
  await app.call("PUT", "/api/v1/secrets/CRM", { value: "x", hosts: ["crm.example.com"] });
  const problemsOf = async (url: string) => {
    const headers = { Authorization: "Bearer {{ secrets.CRM }}" };
    const draft = inARow({ id: "call", kind: "webhook", config: { url, headers } });
    const made = await app.call("POST", "/api/v1/workflows", { name: "w", draft });
    const answer = await app.call("POST", `/api/v1/workflows/${made.body.id}/publish`, {});
    return answer.body.problems ?? answer.status;
  };
  expect(await problemsOf("https://evil.example.com/x")).toEqual([
    {
      block: "call",
      field: "url",
      message: "the secret CRM may be sent to crm.example.com only",
    },
  ]);
  expect(await problemsOf("https://{{ event.params.host }}/x")).toMatchObject([
    { message: expect.stringContaining("must stand in the address") },
  ]);
  expect(await problemsOf("https://crm.example.com/{{ event.keyValue }}")).toBe(200);
});

test("without a key none is kept; under another key none is opened", async () => {
  const app = await testApp();
  const answer = await app.call("PUT", "/api/v1/secrets/A", { value: "x" });
  expect(answer).toMatchObject({ status: 409 });
  expect(answer.body.detail).toContain("SECRETS_KEY");
  const other = await testApp({ config });
  await other.call("PUT", "/api/v1/secrets/A", { value: "x" });
  for (const [given, words] of [
    [sealingKeysOf(randomBytes(32)), `sealed by the key ${keys[0].id}, which is not in`],
    [undefined, "SECRETS_KEY is not set"],
  ] as const) {
    const opened = await openSecrets(other.db, given, ["A"]);
    expect(opened).toMatchObject({ outcome: "missing", message: expect.stringContaining(words) });
  }
});
