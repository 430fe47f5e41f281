import { contextOf } from "../support/context.ts";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { v7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../src/api/app.ts";
import type { LiveOptions } from "../../src/api/live/streams.ts";
import { startApi } from "../../src/api/start.ts";
import { scopes } from "../../src/contract/scopes.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { createSignInCode, signInWithCode } from "../../src/services/sessions/sign-in.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { noTelemetry } from "../../src/platform/telemetry/telemetry.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import type { LiveClient } from "./live-client.ts";
import { liveClient } from "./live-client.ts";
import { testConfig } from "./test-app.ts";
import { renderer } from "../support/renderer.ts";

const log = pino({ level: "silent" });
let db: Database;
let databaseUrl: string;
let bearer: { authorization: string };

beforeEach(async () => {
  ({ db, url: databaseUrl } = await testDatabase());
  const { key } = await createApiKey(contextOf(db), { name: "test", scopes }, { scopes });
  bearer = { authorization: `Bearer ${key}` };
});

/** An API in this process with a pace of its own; the real `startApi` is what the last tests use. */
async function liveApi(live: Partial<LiveOptions>, closing?: AbortSignal): Promise<string> {
  const ingest = createIngest(db);
  const deps = {
    db,
    renderer,
    ingest,
    log,
    config: testConfig(),
    temporalReady: () => Promise.resolve(true),
  };
  const app = createApp(
    { ...deps, ...(closing && { closing }) },
    { live: { lookMs: 20, ...live } },
  );
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await ingest.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends an event of the type "order". */
async function send(keyValue = "A-1"): Promise<void> {
  const ingest = createIngest(db);
  await ingest.ingest([incoming({ keyValue })]);
  await ingest.close();
}

const topicsOf = ({ notices }: LiveClient) => notices.slice(1).map(({ data }) => data.topic);

describe("a stream of notices", () => {
  test("greets, then tells which topic has changed, and of no other", async () => {
    const { id } = await makeWorkflow(db);
    const other = await makeWorkflow(db);
    const url = await liveApi({});
    const topics = `workflow:${id},figures:${id},events,workflow:${other.id}`;
    const client = await liveClient(url, topics, bearer);
    expect(client.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(client.headers.get("x-accel-buffering")).toBe("no");
    expect(client.headers.get("cache-control")).toBe("no-store, no-transform");
    const hello = await client.notice(1);
    expect(hello.event).toBe("hello");
    expect(hello.data.topics).toHaveLength(4);
    await db.query("update workflows set draft_revision = 2 where id = $1", [id]);
    expect(await client.notice(2)).toMatchObject({
      event: "changed",
      data: { topic: `workflow:${id}` },
    });
    await db.query("delete from bindings where workflow_id = $1", [other.id]);
    expect((await client.notice(3)).data.topic).toBe(`workflow:${other.id}`);
    await send();
    await client.notice(5);
    expect(topicsOf(client).slice(2).toSorted()).toEqual(["events", `figures:${id}`]);
  });

  test("tells each change of a run: its status, its way, its messages, what is asked of it", async () => {
    await makeWorkflow(db);
    await send();
    const [run] = await db.query<{ id: string }>("select id from runs");
    const id = run?.id ?? "";
    const url = await liveApi({});
    const client = await liveClient(url, `run:${id},runs`, bearer);
    await client.notice(1);
    const changes = [
      "update runs set status = 'running', started_at = now() where id = $1",
      `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, until)
       values ($1, 'wait', 1, 1, 'delay', 'next', '{}', now() + interval '1 day')`,
      `insert into run_signals (id, run_id, kind, block_id, visit, created_at)
       values (gen_random_uuid(), $1, 'wake', 'wait', 1, now())`,
      "update run_steps set ended_at = now() where run_id = $1",
      `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                             sender, subject, html, body_text, transactional, state)
       select gen_random_uuid(), id, 'mail', 1, workflow_id, contact_id, 'email', '', '', '', '', '', false, 'sent'
         from runs where id = $1`,
      "update messages set opens = opens + 1 where run_id = $1",
      "update runs set status = 'completed', ended_at = now() where id = $1",
    ];
    for (const [index, change] of changes.entries()) {
      const told = () => topicsOf(client).filter((topic) => topic === `run:${id}`).length;
      await db.query(change, [id]);
      await expect.poll(told, { timeout: 10_000 }).toBe(index + 1);
    }
    // Of the list: started, and ended.
    const ofList = () => topicsOf(client).filter((topic) => topic === "runs").length;
    await expect.poll(ofList, { timeout: 10_000 }).toBe(2);
  });

  test("tells of an event whose transaction took longer than a younger one's", async () => {
    await send();
    const url = await liveApi({});
    const client = await liveClient(url, "events", bearer);
    await client.notice(1);
    const older = v7();
    await send("younger");
    await client.notice(2);
    await db.query(
      `insert into events (id, type_id, key_value, params, source, received_at)
       select $1, type_id, 'older', '{}', 'api', now() from events limit 1`,
      [older],
    );
    expect((await client.notice(3)).data.topic).toBe("events");
  });

  test("what changed while the connection was away is told at once, from its last cursor on", async () => {
    const { id } = await makeWorkflow(db);
    const url = await liveApi({});
    const topics = `runs,workflow:${id},events`;
    const first = await liveClient(url, topics, bearer);
    await first.notice(1);
    await db.query("update workflows set draft_revision = 2 where id = $1", [id]);
    const { id: cursor } = await first.notice(2);
    first.close();
    await send();
    // The same topics in another order: the cursor is of the topics, not of the address.
    const second = await liveClient(url, `events,runs,workflow:${id}`, bearer, cursor);
    expect((await second.notice(1)).id).toBe(cursor);
    await second.notice(3);
    expect(topicsOf(second)).toEqual(["events", "runs"]);
    // Broken off behind the first of two notices, the second is told again, and the first is not.
    second.close();
    const third = await liveClient(url, topics, bearer, second.notices[1]?.id);
    await third.notice(2);
    expect(topicsOf(third)).toEqual(["runs"]);
    third.close();
    // A cursor of other topics, or of nobody's, begins anew.
    for (const foreign of ["x", cursor]) {
      const client = await liveClient(url, "runs", bearer, foreign);
      expect((await client.notice(1)).event).toBe("hello");
      expect(client.notices).toHaveLength(1);
    }
  });

  test("while nobody watches nothing is looked at, and many who watch cost one look", async () => {
    let looks = 0;
    const counted: Database = {
      ...db,
      query: (statement, values) => {
        if (typeof statement !== "string" && statement.name === "runs-print") looks++;
        return db.query(statement, values);
      },
    };
    const mine = db;
    db = counted;
    const url = await liveApi({ lookMs: 60_000 });
    db = mine;
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => liveClient(url, "runs", bearer)),
    );
    for (const client of clients) await client.notice(1);
    expect(looks).toBe(1);
    for (const client of clients) client.close();
    await Promise.all(clients.map(({ ended }) => ended));
    const late = await liveClient(url, "runs", bearer);
    await late.notice(1);
    expect(looks).toBeLessThanOrEqual(2);
  });

  test("a heartbeat keeps it open, as a comment", async () => {
    const url = await liveApi({ heartbeatMs: 10 });
    const client = await liveClient(url, "runs", bearer);
    await expect.poll(() => client.raw()).toContain("\n: here\n\n");
  });

  test("unknown topics, too many, none, a key without rights and a stranger are refused", async () => {
    const url = await liveApi({});
    const many = Array.from({ length: 21 }, () => `run:${v7()}`).join(",");
    for (const topics of ["", "orders", "run:", "run:1", `runs:${v7()}`, "runs,", many]) {
      expect((await liveClient(url, topics, bearer)).status).toBe(400);
    }
    const { key } = await createApiKey(
      contextOf(db),
      { name: "send", scopes: ["send"] },
      { scopes },
    );
    const sender = { authorization: `Bearer ${key}` };
    expect((await liveClient(url, "runs", sender)).status).toBe(403);
    expect((await liveClient(url, "runs", {})).status).toBe(401);
  });

  test("more streams than the process takes are told to come later, until one has gone", async () => {
    const url = await liveApi({ most: 2 });
    const clients = [await liveClient(url, "runs", bearer), await liveClient(url, "runs", bearer)];
    const refused = await liveClient(url, "runs", bearer);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
    clients[0]?.close();
    await expect.poll(async () => (await liveClient(url, "runs", bearer)).status).toBe(200);
  });

  test("a session that has ended ends its stream; one that goes on does not", async () => {
    const url = await liveApi({ recheckMs: 20 });
    const code = await createSignInCode(contextOf(db));
    const entered = await signInWithCode(contextOf(db), code);
    const token = entered.outcome === "signed_in" ? entered.token : "";
    const browser = await liveClient(url, "runs", { cookie: `campanile_session=${token}` });
    const byKey = await liveClient(url, "events", bearer);
    await browser.notice(1);
    await byKey.notice(1);
    await db.query("delete from browser_sessions");
    await browser.ended;
    await send();
    await byKey.notice(2);
  });
});

describe("the API's process", () => {
  const config = testConfig({ PORT: "0", HOST: "127.0.0.1", TEMPORAL_ADDRESS: "127.0.0.1:1" });

  test("ends its streams at once when it ends, and another tells what was missed meanwhile", async () => {
    const first = await startApi(config, databaseUrl, log, noTelemetry);
    const client = await liveClient(`http://127.0.0.1:${first.port}`, "runs,events", bearer);
    const { id: cursor } = await client.notice(1);
    const began = performance.now();
    await first.stop();
    await client.ended;
    expect(performance.now() - began).toBeLessThan(5_000);
    await send();
    const second = await startApi(config, databaseUrl, log, noTelemetry);
    afterwards(() => second.stop());
    const url = `http://127.0.0.1:${second.port}`;
    const again = await liveClient(url, "runs,events", bearer, cursor);
    await again.notice(2);
    expect(topicsOf(again)).toEqual(["events"]);
    again.close();
  });
});
