import { Worker } from "@temporalio/worker";
import { describe, expect, test } from "vitest";
import { askWorkerVersions } from "../../src/api/temporal-versions.ts";
import { createIngest } from "../../src/ingest/create.ts";
import {
  promoteVersion,
  releaseQueues,
  requireRouting,
} from "../../src/platform/temporal/promote-version.ts";
import { openRunsOf, workerRouting } from "../../src/platform/temporal/worker-versions.ts";
import { skipWait } from "../../src/services/runs/by-hand.ts";
import { listWorkerVersions } from "../../src/services/workers/worker-versions.ts";
import { workflowBundle } from "../../src/worker/workflow-bundle.ts";
import { testConfig } from "../api/test-app.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { testMailServer } from "../support/mail-server.ts";
import { endOf } from "../support/real-runs.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

/** A fleet in a worker deployment of its own, and a workflow whose runs wait between two mails. */
async function fleet() {
  const { db, url: databaseUrl } = await testDatabase(12);
  const mail = await testMailServer();
  const { connection, namespace } = await testTemporal();
  const deploymentName = unique("fleet");
  const taskQueue = unique("fleet");
  const worker = (build?: string, env: Record<string, string> = {}) => {
    const named: Record<string, string> =
      build === undefined ? {} : { TEMPORAL_WORKER_BUILD_ID: build };
    return workerHere({
      databaseUrl,
      taskQueue,
      smtpUrl: mail.url,
      env: { TEMPORAL_DEPLOYMENT_NAME: deploymentName, ...named, ...env },
    });
  };
  const routing = () => requireRouting(connection, namespace, deploymentName);
  const current = (buildId: string) =>
    eventually(`work to go to ${buildId}`, async () => (await routing()).current === buildId);
  const known = (buildId: string) =>
    eventually(`${buildId} to be known`, async () =>
      (await routing()).versions.some((one) => one.buildId === buildId),
    );
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const wait = { id: "wait", kind: "delay", config: { amount: 30, unit: "days" } };
  await makeWorkflow(db, {
    definition: inARow(email("first", "First"), wait, email("second", "Second")),
    bindings: [startOnOrder],
  });
  const launch = async (): Promise<string> => {
    const [result] = await ingest.ingest([incoming({})]);
    const [run] = await db.query<{ id: string }>("select id from runs where event_id = $1", [
      result?.eventId,
    ]);
    const id = run?.id ?? "";
    await eventually("the run to wait", async () => {
      const waits = "select from run_steps where run_id = $1 and block_id = 'wait'";
      return (await db.query(waits, [id])).length;
    });
    return id;
  };
  const goOn = async (id: string): Promise<string> => {
    await skipWait(contextOf(db), id, {});
    return (await endOf(db, id)).status;
  };
  const openRuns = (buildId: string) =>
    openRunsOf(connection, namespace, { deploymentName, buildId });
  const about = { connection, namespace, deploymentName, taskQueue };
  return { ...about, db, mail, worker, routing, current, known, launch, goOn, openRuns };
}

describe("workers of a deployment", () => {
  test("a later release takes the work by itself, and a run that slept on the one before goes on there", async () => {
    const { worker, current, launch, goOn, openRuns, mail } = await fleet();
    const [before, after] = ["0.1.0.campanile-3", "0.2.0.campanile-3"];
    const end = await worker("0.1.0");
    await current(before);
    const slept = await launch();
    await eventually("it to be counted", async () => (await openRuns(before)) === 1);
    await worker("0.2.0");
    await current(after);
    await end();
    expect(await goOn(slept)).toBe("completed");
    expect(await goOn(await launch())).toBe("completed");
    const subjects = mail.received.map(({ subject }) => subject).toSorted();
    expect(subjects.join(" ")).toBe("First First Second Second");
  });

  test("an earlier release, or one that is promoted by hand, gets nothing until somebody says so", async () => {
    const { worker, current, known, launch, goOn, routing, openRuns, ...about } = await fleet();
    const { connection, namespace, deploymentName } = about;
    await worker("0.2.0");
    await current("0.2.0.campanile-3");
    await worker("0.1.0");
    await worker("0.3.0", { TEMPORAL_PROMOTION: "manual" });
    await known("0.1.0.campanile-3");
    await known("0.3.0.campanile-3");
    const run = await launch();
    await eventually("it to be counted", async () => (await openRuns("0.2.0.campanile-3")) === 1);

    const share = { deploymentName, buildId: "0.3.0.campanile-3", percent: 20 };
    await promoteVersion(connection, namespace, share);
    const { current: stays, ramping, versions } = await routing();
    expect({ stays, ramping }).toEqual({
      stays: "0.2.0.campanile-3",
      ramping: { buildId: "0.3.0.campanile-3", percent: 20 },
    });
    expect(new Map(versions.map(({ buildId, standing }) => [buildId, standing]))).toEqual(
      new Map([
        ["0.3.0.campanile-3", "ramping"],
        ["0.2.0.campanile-3", "current"],
        ["0.1.0.campanile-3", "ready"],
      ]),
    );
    // Back to the earlier one: its interpreter is the same, so it can go on with what is there.
    await promoteVersion(connection, namespace, { deploymentName, buildId: "0.1.0.campanile-3" });
    await current("0.1.0.campanile-3");
    // All work: the share that was tried out elsewhere is over.
    expect((await routing()).ramping).toBeNull();
    expect(await goOn(run)).toBe("completed");
  });

  test("a worker of no deployment refuses a queue that it would never get anything of, until it is released", async () => {
    const { worker, current, known: _, ...about } = await fleet();
    const { connection, namespace, deploymentName, taskQueue, launch, goOn } = about;
    const end = await worker("0.1.0");
    await current("0.1.0.campanile-3");
    const run = await launch();
    const ofNone = { TEMPORAL_DEPLOYMENT_NAME: "" };
    await expect(worker(undefined, ofNone)).rejects.toThrow(
      `Temporal routes what stands in "${taskQueue}" to the worker deployment "${deploymentName}"`,
    );
    await releaseQueues(connection, namespace, deploymentName);
    await end();
    await eventually("a worker of none", () => worker(undefined, ofNone));
    expect(await goOn(run)).toBe("completed");
  });
});

test("work is not routed to an interpreter that cannot follow what runs have done, unless it is forced", async () => {
  const { native, connection, client, namespace } = await testTemporal();
  const [deploymentName, taskQueue] = [unique("fleet"), unique("fleet")];
  const bundle = await workflowBundle();
  const workerOf = async (buildId: string) => {
    const worker = await Worker.create({
      connection: native,
      taskQueue,
      workflowBundle: bundle,
      workerDeploymentOptions: {
        version: { deploymentName, buildId },
        useWorkerVersioning: true,
        defaultVersioningBehavior: "AUTO_UPGRADE",
      },
    });
    const running = worker.run();
    afterwards(async () => {
      worker.shutdown();
      await running;
    });
    await eventually("it to be known", async () => {
      const routing = await workerRouting(connection, namespace, deploymentName);
      return routing?.versions.some((one) => one.buildId === buildId);
    });
  };
  const promote = (buildId: string, force = false) =>
    promoteVersion(connection, namespace, { deploymentName, buildId, force });
  await workerOf("0.1.0.campanile-3");
  await workerOf("0.2.0.campanile-4");
  await promote("0.2.0.campanile-4");
  // It asks for a page, which nobody gives it.
  const workflowId = unique("fan-out");
  const handle = await client.workflow.start("fanOut", { taskQueue, workflowId, args: ["none"] });
  afterwards(() => handle.terminate());
  await eventually("the run to be counted", () =>
    openRunsOf(connection, namespace, { deploymentName, buildId: "0.2.0.campanile-4" }),
  );
  await expect(promote("0.1.0.campanile-3")).rejects.toThrow(
    "1 open run has gone on with 0.2.0.campanile-4, whose interpreter 0.1.0.campanile-3 cannot follow",
  );
  // What the page shows: the count that promote refuses by, and whose workers ask for work.
  const { temporal } = testConfig({
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: taskQueue,
  });
  const { db } = await testDatabase();
  const listed = () =>
    listWorkerVersions(contextOf(db), () => askWorkerVersions(connection, temporal));
  const { versions, ...routed } = await listed();
  expect(routed).toEqual({
    deployment: deploymentName,
    current: "0.2.0.campanile-4",
    ramping: null,
    why: null,
  });
  const worker = {
    identity: expect.stringContaining("@") as string,
    name: expect.any(String) as string,
  };
  expect(versions).toEqual([
    {
      buildId: "0.2.0.campanile-4",
      standing: "current",
      openRuns: 1,
      cannotFollow: 0,
      workers: [worker],
    },
    {
      buildId: "0.1.0.campanile-3",
      standing: "ready",
      openRuns: 0,
      cannotFollow: 1,
      workers: [worker],
    },
  ]);
  await expect(promote("0.9.9.campanile-3")).rejects.toThrow(
    "Temporal knows no workers of 0.9.9.campanile-3",
  );
  await promote("0.1.0.campanile-3", true);
  expect((await requireRouting(connection, namespace, deploymentName)).current).toBe(
    "0.1.0.campanile-3",
  );
});
