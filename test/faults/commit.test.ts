import { expect, test } from "vitest";
import { CommitUnknown, isUnavailable } from "../../src/db/core/database-errors.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import { scrape } from "../support/scrape.ts";
import { tcpProxy } from "../support/tcp-proxy.ts";
import { testTelemetry } from "../support/telemetry.ts";

/** A database behind a line that can be cut. */
async function setUp() {
  const direct = await testDatabase();
  await makeWorkflow(direct.db);
  const url = new URL(direct.url);
  const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  const telemetry = await testTelemetry();
  const db = openDatabase(url.href, 3, { telemetry });
  afterwards(() => db.close());
  const count = async () => {
    const [row] = await direct.db.query<{ events: number; runs: number }>(
      "select (select count(*) from events) as events, (select count(*) from runs) as runs",
    );
    return row;
  };
  const counted = async () =>
    (await scrape(telemetry.metricsPort)).get('campanile_events_total{outcome="accepted"}');
  return { ingest: createIngest(db), proxy, count, counted };
}

test("when the line is cut after COMMIT was sent, Postgres is asked, and the event is answered as kept", async () => {
  const { ingest, proxy, count, counted } = await setUp();
  await ingest.ingest([incoming({ keyValue: "warm the connection" })]);
  let cut = false;
  proxy.watch = (chunk) => {
    if (cut || !chunk.includes("commit")) return "pass";
    cut = true;
    return "cut";
  };
  const [result] = await ingest.ingest([incoming()]);
  expect(cut).toBe(true);
  expect(result).toMatchObject({ outcome: "accepted", decisions: [{ outcome: "launched" }] });
  expect(await count()).toEqual({ events: 2, runs: 2 });
  expect(await counted()).toBe(2);
});

test("when the line is cut before COMMIT arrives, nothing is kept and the caller is told to try again", async () => {
  const { ingest, proxy, count, counted } = await setUp();
  let cut = false;
  proxy.watch = (chunk) => {
    if (cut || !chunk.includes("commit")) return "pass";
    cut = true;
    return "drop";
  };
  const error = await ingest.ingest([incoming()]).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CommitUnknown);
  expect(isUnavailable(error)).toBe(true);
  expect(await count()).toEqual({ events: 0, runs: 0 });
  expect(await counted()).toBe(0);
  await ingest.ingest([incoming()]);
  expect(await count()).toEqual({ events: 1, runs: 1 });
  expect(await counted()).toBe(1);
});

test("a database that is away is unavailable, for all who wait, and usable again when it is back", async () => {
  const { ingest, proxy, count } = await setUp();
  proxy.watch = () => "drop";
  const errors = await Promise.all(
    Array.from({ length: 20 }, () => ingest.ingest([incoming()]).catch((error: unknown) => error)),
  );
  expect(errors.every(isUnavailable)).toBe(true);
  proxy.watch = () => "pass";
  await ingest.ingest([incoming()]);
  expect(await count()).toEqual({ events: 1, runs: 1 });
});
