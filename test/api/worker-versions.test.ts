import { expect, test } from "vitest";
import { Connection } from "@temporalio/client";
import { askWorkerVersions } from "../../src/api/temporal-versions.ts";
import type { WorkerVersions } from "../../src/services/workers/worker-versions.ts";
import { afterwards } from "../support/afterwards.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { testApp, testConfig } from "./test-app.ts";

const at = (lastSeenAt: Date, identity: string, buildId: string) => ({
  identity,
  buildId,
  lastSeenAt,
});

test("a worker that asks no more, or fell silent, is none of its release", async () => {
  const now = Date.now();
  const found: WorkerVersions = {
    outcome: "asked",
    deployment: "fleet",
    routing: { current: "0.2.0.campanile-3", ramping: null },
    versions: [{ buildId: "0.2.0.campanile-3", standing: "current", openRuns: 4 }],
    pollers: [
      at(new Date(now), "1@here", "0.2.0.campanile-3"),
      at(new Date(now - 120_000), "2@here", "0.2.0.campanile-3"),
      at(new Date(now), "3@here", "0.2.0.campanile-3"),
      at(new Date(now), "4@here", "0.3.0.campanile-3"),
    ],
  };
  const { call, db } = await testApp({ workerVersions: () => Promise.resolve(found) });
  await db.query(
    "insert into workers (id, seen_at) values ('3@here', now() - interval '1 minute')",
  );
  const { status, body } = await call("GET", "/api/v1/worker-versions");
  expect(status).toBe(200);
  expect(body.versions[0].workers.map(({ identity }: { identity: string }) => identity)).toEqual([
    "1@here",
  ]);
});

test("workers of no deployment have no releases, and a Temporal that is away says why", async () => {
  const { connection, namespace } = await testTemporal();
  const { temporal } = testConfig({
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: unique("fleet"),
  });
  const none = { deployment: null, current: null, ramping: null, versions: [] };
  const app = await testApp({ workerVersions: () => askWorkerVersions(connection, temporal) });
  expect((await app.call("GET", "/api/v1/worker-versions")).body).toEqual({ ...none, why: null });

  const nowhere = Connection.lazy({ address: "127.0.0.1:9" });
  afterwards(() => nowhere.close());
  const away = await testApp({ workerVersions: () => askWorkerVersions(nowhere, temporal) });
  const { status, body } = await away.call("GET", "/api/v1/worker-versions");
  expect(status).toBe(200);
  expect(body).toEqual({ ...none, why: expect.stringContaining("Temporal") as string });
});

test("who may not manage the instance does not see its releases", async () => {
  const { call } = await testApp();
  const headers = { authorization: "Bearer cmp_wrong" };
  expect((await call("GET", "/api/v1/worker-versions", undefined, headers)).status).toBe(401);
});
