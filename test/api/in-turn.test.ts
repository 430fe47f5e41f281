import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, test } from "vitest";
import { z } from "zod";
import { CallerQueues } from "../../src/api/caller-queues.ts";
import type { RouteDependencies } from "../../src/api/dependencies.ts";
import { register } from "../../src/api/register.ts";
import type { Caller } from "../../src/api/route.ts";
import { defineRoute } from "../../src/api/route.ts";
import { afterwards } from "../support/afterwards.ts";
import type { Deferred } from "../support/deferred.ts";
import { deferred } from "../support/deferred.ts";
import { eventually } from "../support/wait.ts";

/** A route that takes its callers in turn, each held until the test lets it go. */
async function routeInTurn() {
  const begun: { mark: string; done: Deferred }[] = [];
  const route = defineRoute({
    method: "get",
    path: "/looks",
    scope: "read",
    inTurn: true,
    tag: "Test",
    summary: "Look",
    query: z.strictObject({ mark: z.string() }),
    answer: z.strictObject({ mark: z.string() }),
    handle: async (_, { query: { mark } }) => {
      const done = deferred();
      begun.push({ mark, done });
      await done.promise;
      return { mark };
    },
  });
  const callerOf = (key: string | undefined): Caller => ({
    keyId: key ?? null,
    personId: null,
    scopes: ["read"],
  });
  const authenticator = Object.assign(
    (request: express.Request) => Promise.resolve(callerOf(request.get("authorization"))),
    { byKey: () => Promise.reject(new Error("not here")) },
  );
  const turns = new CallerQueues();
  const app = express();
  let arrived = 0;
  let left = 0;
  app.use((_request, response, next) => {
    arrived += 1;
    response.once("close", () => (left += 1));
    next();
  });
  app.use("/api/v1", register([route], { turns, config: {} } as RouteDependencies, authenticator));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ask = (key: string, mark: string, signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${port}/api/v1/looks?mark=${mark}`, {
      headers: { authorization: key },
      ...(signal && { signal }),
    });
  return {
    begun,
    ask,
    arrived: (count: number) => eventually(`${count} requests`, () => arrived === count),
    left: (count: number) => eventually(`${count} to have left`, () => left === count),
    isBegun: (mark: string) =>
      eventually(`${mark} to begin`, () => begun.find((one) => one.mark === mark)),
  };
}

test("one caller's requests come one at a time, and another's need not wait for them", async () => {
  const { ask, isBegun, begun, arrived } = await routeInTurn();
  const first = ask("one", "first");
  const { done } = await isBegun("first");
  const second = ask("one", "second");
  await arrived(2);
  const other = ask("other", "other");
  (await isBegun("other")).done.resolve();
  expect((await other).status).toBe(200);
  expect(begun.map(({ mark }) => mark)).toEqual(["first", "other"]);
  done.resolve();
  (await isBegun("second")).done.resolve();
  expect(await (await first).json()).toEqual({ mark: "first" });
  expect(await (await second).json()).toEqual({ mark: "second" });
});

test("whoever goes away while waiting for a turn is passed over, and who stands behind is served", async () => {
  const { ask, isBegun, begun, arrived, left } = await routeInTurn();
  const first = ask("one", "first");
  const { done } = await isBegun("first");
  const going = new AbortController();
  const gone = ask("one", "gone", going.signal);
  await arrived(2);
  const behind = ask("one", "behind");
  await arrived(3);
  going.abort();
  await expect(gone).rejects.toThrow(/abort/);
  await left(1);
  done.resolve();
  expect((await first).status).toBe(200);
  (await isBegun("behind")).done.resolve();
  expect(await (await behind).json()).toEqual({ mark: "behind" });
  expect(begun.map(({ mark }) => mark)).toEqual(["first", "behind"]);
});
