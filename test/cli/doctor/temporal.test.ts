import { Client } from "@temporalio/client";
import { inject, expect, test } from "vitest";
import { testTemporal } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";
import { databaseAlone, everything, examined, ownNamespace } from "./setup.ts";

test("a namespace that is not there is told with how to make it", async () => {
  const { env } = await databaseAlone();
  const address = { TEMPORAL_ADDRESS: inject("temporalAddress"), TEMPORAL_NAMESPACE: "nowhere" };
  expect((await examined({ ...env, ...address })).of("Namespace")).toMatchObject([
    {
      state: "failed",
      says: expect.stringContaining("namespace create --namespace nowhere") as string,
    },
  ]);
});

test("search attributes that are missing are named, with the command that makes them", async () => {
  const { env } = await databaseAlone();
  const TEMPORAL_NAMESPACE = await ownNamespace({ withAttributes: false });
  const { of } = await examined({
    ...env,
    TEMPORAL_ADDRESS: inject("temporalAddress"),
    TEMPORAL_NAMESPACE,
  });
  expect(of("Search attributes")).toMatchObject([
    {
      state: "failed",
      says: expect.stringMatching(/Campanile\w+.* are missing: run campanile migrate$/) as string,
    },
  ]);
  expect(of("Task queues")).toEqual([]);
});

test("TLS to a Temporal that does not speak it is told with the settings", async () => {
  const { env } = await databaseAlone();
  const address = { TEMPORAL_ADDRESS: inject("temporalAddress"), TEMPORAL_TLS: "true" };
  expect((await examined({ ...env, ...address })).of("Temporal")).toMatchObject([
    { state: "failed", says: expect.stringContaining("TEMPORAL_TLS_") as string },
  ]);
});

test("runs that are open on a task queue without a worker are told, with their number", async () => {
  const { env } = await everything();
  const { connection } = await testTemporal();
  const client = new Client({ connection, namespace: env.TEMPORAL_NAMESPACE });
  const start = (workflowId: string) =>
    client.workflow.start("run", { workflowId, taskQueue: "lonely", args: [] });
  await start("run/1");
  await start("run/2");
  await eventually("the runs to be seen", async () => {
    expect((await examined(env)).failed).toMatchObject([
      { what: "Task queues", says: expect.stringContaining('2 on "lonely"') as string },
    ]);
    return true;
  });
});
