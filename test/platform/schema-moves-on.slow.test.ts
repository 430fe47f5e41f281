import { contextOf } from "../support/context.ts";
import { expect, test } from "vitest";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { apiProcess } from "../support/api-process.ts";
import { testDatabase } from "../support/database.ts";
import { schemas } from "../support/schemas.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const noticeMs = 40_000;

test("processes that another release migrates beyond notice: the worker ends, the API takes no requests until it may", async () => {
  const { db, url } = await testDatabase(10);
  const { key } = await createApiKey(
    contextOf(db),
    { name: "k", scopes: ["send"] },
    { scopes: ["send"] },
  );
  const worker = await workerProcess({
    databaseUrl: url,
    smtpUrl: "smtp://127.0.0.1:1",
    taskQueue: unique("moves"),
  });
  const api = await apiProcess({ DATABASE_URL: url });
  const send = () =>
    fetch(`${api.url}/api/v1/event`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ eventTypeKey: "order", keyValue: "1" }),
    });
  expect((await send()).status).toBe(200);

  await schemas.newer(db);
  expect(await worker.ended).toBe(1);
  expect(worker.said()).toMatch(/migrated by release 9\.9\.0/);
  await eventually("503", async () => (await send()).status === 503, noticeMs);
  const refused = await send();
  expect(refused.headers.get("retry-after")).toBe("10");
  expect(await refused.json()).toMatchObject({
    detail: expect.stringContaining("run release 9.9.0 or newer") as string,
  });
  const ready = await fetch(`${api.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    expect.objectContaining({
      schema: expect.objectContaining({
        ok: false,
        says: expect.stringContaining("9.9.0") as string,
        code: "schema_unknown",
      }) as object,
    }),
  ]);
  expect((await fetch(`${api.url}/livez`)).status).toBe(200);

  await schemas.asItWas(db);
  await eventually("200", async () => (await send()).status === 200, noticeMs);
});
