import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/core/database.ts";
import { whyUnavailable } from "../../src/db/core/why-unavailable.ts";
import { temporalFault } from "../../src/api/temporal-fault.ts";
import { temporalCheck } from "../../src/api/temporal-ready.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { notReadyCodes } from "../../src/services/health/not-ready.ts";
import { sectionOf } from "../docs/markdown.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import { testApp } from "./test-app.ts";

interface Part {
  ok: boolean;
  code?: string;
  reason?: string;
  since?: string;
}
type Ready = Record<"postgres" | "temporal" | "worker" | "schema" | "log", Part>;

/** What /readyz says over a database. */
async function readyOver(url: string): Promise<{ status: number; body: Ready }> {
  const db = openDatabase(url, 2);
  afterwards(() => db.close());
  const app = await testApp({ db });
  const { status, body } = await app.call("GET", "/readyz");
  return { status, body: body as Ready };
}

/** Another address for the same Postgres. */
async function otherwise(change: (url: URL) => void): Promise<string> {
  const url = new URL((await testDatabase()).url);
  change(url);
  return url.href;
}

describe("why Postgres is not ready", () => {
  test("nobody listens there: it can't be reached, and of workers nothing is known", async () => {
    const { status, body } = await readyOver("postgres://secret-user:secret@127.0.0.1:1/nothing");
    expect(status).toBe(503);
    expect(body.postgres).toMatchObject({ ok: false, code: "postgres_unreachable" });
    expect(body.postgres.reason).toContain("DATABASE_URL");
    expect(body.worker).toMatchObject({ ok: false, code: "worker_not_known" });
    for (const word of ["127.0.0.1", "secret", "nothing"]) {
      expect(JSON.stringify(body)).not.toContain(word);
    }
  });

  test("a database that is not there is told as that, without its name", async () => {
    const url = await otherwise((one) => (one.pathname = "/no_such_database"));
    const { body } = await readyOver(url);
    expect(body.postgres.code).toBe("postgres_no_database");
    expect(JSON.stringify(body)).not.toContain("no_such_database");
  });

  test("a server that takes the connection and says nothing has not answered in time", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    afterwards(() => silent.close());
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as AddressInfo;
    const { body } = await readyOver(`postgres://a:b@127.0.0.1:${port}/c`);
    expect(body.postgres.code).toBe("postgres_not_answering");
  });

  test.each([
    ["57P03", "starting_or_ending"],
    ["28P01", "sign_in_refused"],
    ["53300", "no_connection_left"],
    ["53100", "no_room"],
    ["XX000", "failing"],
  ])("its code %s is told as %s", (code, why) => {
    expect(whyUnavailable(Object.assign(new Error("its own words"), { code }))).toBe(why);
  });
});

describe("since when", () => {
  test("it is the first time in a row that it was seen, until it is well again", async () => {
    let temporal = false;
    const app = await testApp({ temporalReady: () => Promise.resolve(temporal) });
    const ask = async () => ((await app.call("GET", "/readyz")).body as Ready).temporal;
    const first = await ask();
    expect(first).toMatchObject({ ok: false, code: "temporal_unreachable" });
    expect((await ask()).since).toBe(first.since);
    temporal = true;
    expect(await ask()).toEqual({ ok: true, ms: expect.any(Number) as number });
    temporal = false;
    const again = await ask();
    expect(Date.parse(again.since ?? "")).toBeGreaterThan(Date.parse(first.since ?? ""));
  });

  test("of a worker that has gone silent it is its last sign of life", async () => {
    const app = await testApp();
    const ask = async () => ((await app.call("GET", "/readyz")).body as Ready).worker;
    expect((await ask()).code).toBe("worker_never_seen");
    const [row] = await app.db.query<{ at: Date }>(
      `insert into workers (id, seen_at) values ('w', now() - interval '2 minutes')
       returning seen_at as at`,
    );
    expect(await ask()).toMatchObject({ code: "worker_silent", since: row?.at.toISOString() });
  });
});

describe("why Temporal is not ready", () => {
  test.each([
    [4, "temporal_not_answering"],
    [16, "temporal_not_let_in"],
    [5, "temporal_unknown_namespace"],
    [14, "temporal_unreachable"],
  ])("gRPC's code %i is told as %s", (code, told) => {
    expect(temporalFault({ code, details: "10.0.0.1:7233 refused" }, 2_000)).toMatchObject({
      code: told,
      reason: expect.not.stringContaining("10.0.0.1") as string,
    });
  });

  test("nobody listens there: it can't be reached", async () => {
    const read = readConfig({ TEMPORAL_ADDRESS: "127.0.0.1:1" });
    if (!read.ok) throw new Error("settings");
    const check = await temporalCheck(read.config.temporal);
    afterwards(() => check.close());
    expect(["temporal_unreachable", "temporal_not_answering"]).toContain(
      ((await check.ready()) as { code: string }).code,
    );
  });
});

test("a log that loses lines says so and is no reason to send requests elsewhere", async () => {
  const app = await testApp({
    condition: () => ({ log: { ok: false, dropped: 3 }, unfit: undefined }),
  });
  await app.db.query("insert into workers (id) values ('w')");
  const { status, body } = await app.call("GET", "/readyz");
  expect([status, (body as Ready).log]).toEqual([
    200,
    { ok: false, dropped: 3, code: "log_not_written", reason: expect.any(String) as string },
  ]);
});

describe("what a balancer leaves out", () => {
  const temporalReady = (): Promise<boolean> => Promise.resolve(false);
  const without = "?exclude=temporal&exclude=worker";

  test("an API that takes events is ready without Temporal and workers, and does not wait for them", async () => {
    const app = await testApp({ temporalReady });
    expect((await app.call("GET", "/readyz")).status).toBe(503);
    expect((await app.call("GET", "/readyz?exclude=temporal")).status).toBe(503);
    const { status, body } = await app.call("GET", `/readyz${without}`);
    expect([status, Object.keys(body as object)]).toEqual([200, ["ok", "postgres", "schema"]]);
    const hung = await testApp({ temporalReady: () => new Promise(() => undefined) });
    const began = performance.now();
    expect((await hung.call("GET", `/readyz${without}`)).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test("Postgres, the schema and the own end can't be left out", async () => {
    const away = openDatabase("postgres://a:b@127.0.0.1:1/c", 2);
    afterwards(() => away.close());
    const apps = await Promise.all([
      testApp({ db: away }),
      testApp({ condition: () => ({ log: { ok: true, dropped: 0 }, unfit: "too old" }) }),
      testApp({ closing: AbortSignal.abort() }),
    ]);
    const answers = await Promise.all(apps.map((app) => app.call("GET", `/readyz${without}`)));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  });

  test("a name that can't be left out is refused, so that a balancer's typing error shows", async () => {
    const app = await testApp();
    const { status, body } = await app.call("GET", "/readyz?exclude=postgres");
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining("exclude")]);
  });
});

test("every code is in the guide", () => {
  const guide = sectionOf("docs/guides/operate.md", "Health");
  for (const code of notReadyCodes) expect(guide).toContain(`\`${code}\``);
});
