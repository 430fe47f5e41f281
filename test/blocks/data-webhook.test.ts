import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { contextOf } from "../support/context.ts";
import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { MockActivityEnvironment } from "@temporalio/testing";
import { pino } from "pino";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { versionCache } from "../../src/activities/versions.ts";
import { webhookActivities } from "../../src/activities/webhook-activities.ts";
import type { Database } from "../../src/db/core/database.ts";
import { reconcile } from "../../src/dispatch/reconcile.ts";
import { guardedAgent } from "../../src/platform/address-guard/agent.ts";
import { eraseContact } from "../../src/services/contacts/contacts.ts";
import { putSecret } from "../../src/services/secrets/secrets.ts";
import { testLaunch } from "../../src/services/workflows/test-launch.ts";
import { testLaunchBody } from "../../src/contract/api/test-launch.ts";
import { inARow } from "../support/definitions.ts";
import type { TestHttpServer } from "../support/http-server.ts";
import { answerJson, testHttpServer } from "../support/http-server.ts";
import type { EndedRun, RealRuns } from "../support/real-runs.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";
import { renderer } from "../support/renderer.ts";

const key = randomBytes(32);
const keys = sealingKeysOf(key);
const secret = 's3cr3t-"token"-&-more';

let server: TestHttpServer;
let runs: RealRuns;
let db: Database;
let logged = "";
beforeAll(async () => {
  server = await testHttpServer();
  const sink = new Writable({
    write: (line: Buffer, _encoding, done) => {
      logged += line.toString();
      done();
    },
  });
  runs = await realRuns("data-webhook", {
    log: pino({ level: "trace" }, sink),
    env: {
      SECRETS_KEY: key.toString("base64"),
      WEBHOOK_ALLOW_PRIVATE_HOSTS: server.host,
    },
  });
  ({ db } = runs);
  await putSecret(contextOf(db), keys, "TOKEN", secret);
});
beforeEach(() => {
  server.received.length = 0;
  server.answer = (_, response) => answerJson(response, 200, { ok: true });
});

const webhook = (config: object) => ({ id: "call", kind: "webhook", config });

async function call(config: object, event: object = {}): Promise<EndedRun & { vars: Vars }> {
  const workflow = await runs.make(inARow(webhook({ url: server.url, ...config })));
  const ended = await workflow.follow(event);
  const [row] = await db.query<{ variables: Vars }>("select variables from runs where id = $1", [
    ended.id,
  ]);
  return { ...ended, vars: row?.variables ?? {} };
}
type Vars = Record<string, { status: number | null; headers: object; body: unknown }>;

const noteOf = ({ steps }: EndedRun): string => steps[0]?.outcome.note ?? "";

test("address, headers and body are rendered, and the answer is what later blocks see", async () => {
  server.answer = (_, response) =>
    answerJson(response, 201, { id: 7, list: [1, "two"], nul: "a\u0000b\ud800c" });
  const workflow = await runs.make(
    inARow(
      webhook({
        url: `${server.url}/leads/{{ event.params.id | url_encode }}?to={{ contact.email }}`,
        headers: { "X-Plain": "for {{ event.keyValue }}" },
        body: { total: "{{ event.params.total }}", items: ["{{ event.params.items }}", "n"], n: 1 },
        variable: "crm",
      }),
      {
        id: "mail",
        kind: "sendEmail",
        config: { subject: "{{ vars.crm.body.id }}", html: "<p>." },
      },
    ),
  );
  const params = { id: "a b", total: 5.5, items: [{ name: 'M"ug' }] };
  const { id, ways } = await workflow.follow({ params });
  expect(ways["call"]).toBe("ok");
  const [received] = server.received;
  expect(received).toMatchObject({ method: "POST", path: "/leads/a+b?to=ada@example.com" });
  expect(received?.headers).toMatchObject({
    "x-plain": "for A-1",
    "content-type": "application/json",
    "user-agent": "Campanile",
  });
  expect(received?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.parse(received?.body ?? "")).toEqual({
    total: 5.5,
    items: [[{ name: 'M"ug' }], "n"],
    n: 1,
  });
  const [row] = await db.query<{ variables: Vars }>("select variables from runs where id = $1", [
    id,
  ]);
  expect(row?.variables["crm"]).toMatchObject({
    status: 201,
    headers: { "content-type": "application/json" },
    body: { id: 7, list: [1, "two"], nul: "ab\ufffdc" },
  });
  expect(runs.mail.received.at(-1)?.subject).toBe("7");
  expect(await db.query("select 1 from webhook_calls")).toEqual([]);
});

test("a test launch calls no webhook unless asked, and then says what it is", async () => {
  const headers = { authorization: "Bearer {{ secrets.TOKEN }}" };
  const workflow = await runs.make(inARow(webhook({ url: `${server.url}/hook`, headers })));
  const asTest = async (callWebhooks?: boolean) => {
    const event = { eventTypeKey: "order", params: {}, contact: { email: "ada@example.com" } };
    const body = testLaunchBody.parse({ version: 1, event, callWebhooks });
    const { runId } = await testLaunch(contextOf(db), workflow.id, body);
    return endOf(db, runId);
  };
  const rendered = await asTest();
  expect(server.received).toEqual([]);
  expect(rendered).toMatchObject({ status: "completed", ways: { call: "ok" } });
  expect(noteOf(rendered)).toMatch(/^Test: would have called the webhook/);
  expect(await db.query("select 1 from webhook_calls")).toEqual([]);
  const called = await asTest(true);
  expect(noteOf(called)).toBe("The webhook answered 200");
  expect(server.received.map(({ headers: sent }) => sent["campanile-test"])).toEqual(["true"]);
});

test("a secret is sent to its hosts only: elsewhere the webhook fails, and nothing is sent", async () => {
  const headers = { Authorization: "Bearer {{ secrets.LIMITED }}" };
  await putSecret(contextOf(db), keys, "LIMITED", secret, ["crm.example.com", "*.shop.example"]);
  const workflow = inARow(webhook({ url: "{{ event.params.at }}/x", headers }));
  const refused = await runs.make(workflow).catch((error: unknown) => JSON.stringify(error));
  expect(refused).toContain("must stand in the address");
  await putSecret(contextOf(db), keys, "LIMITED", secret, null);
  const published = await runs.make(workflow);
  // Limited after the workflow was published: the call looks for itself.
  await putSecret(contextOf(db), keys, "LIMITED", secret, ["crm.example.com", "*.shop.example"]);
  const ended = await published.follow({ params: { at: server.url } });
  expect(noteOf(ended)).toBe(
    "The webhook failed: the secret LIMITED may be sent to crm.example.com, *.shop.example only",
  );
  expect(server.received).toEqual([]);
  await putSecret(contextOf(db), keys, "LIMITED", secret, [server.host]);
  expect(noteOf(await call({ url: `${server.url}/x`, headers }))).toBe("The webhook answered 200");
  expect(server.received[0]?.headers["authorization"]).toBe(`Bearer ${secret}`);
});

test("a redirect takes no secret along to another host", async () => {
  const other = await testHttpServer();
  await putSecret(contextOf(db), keys, "LIMITED", secret, [server.host]);
  server.answer = (_, response) => {
    response.writeHead(307, { location: `http://localhost:${other.host.split(":")[1]}/` });
    response.end();
  };
  const headers = { "X-Key": "{{ secrets.LIMITED }}" };
  await call({ url: server.url, method: "POST", headers, attempts: 1 });
  await call({ url: server.url, body: { key: "{{ secrets.LIMITED }}" }, attempts: 1 });
  expect(server.received).toHaveLength(2);
  expect(JSON.stringify(other.received)).not.toContain("s3cr3t");
});

test("a secret reaches the other side and nothing else: no history, no journal, no log, no table", async () => {
  server.answer = ({ headers, body }, response, attempt) => {
    // Fails once, so that a failed attempt is in the history too, and sends the secret back.
    if (attempt === 1) answerJson(response, 503, { why: headers["authorization"] });
    else answerJson(response, 200, { headers, body, url: encodeURIComponent(secret) });
  };
  const ran = await call({
    url: `${server.url}/secret?key={{ secrets.TOKEN | url_encode }}`,
    headers: {
      Authorization: "Bearer {{ secrets.TOKEN }}",
      "X-Basic": "Basic {{ secrets['TOKEN'] | prepend: 'me:' | base64_encode }}",
    },
    body: { token: "{{ secrets.TOKEN }}" },
    retrySeconds: 1,
  });
  expect(ran.ways["call"]).toBe("ok");
  expect(server.received).toHaveLength(2);
  expect(server.received[1]?.headers["authorization"]).toBe(`Bearer ${secret}`);
  expect(JSON.parse(server.received[1]?.body ?? "")).toEqual({ token: secret });
  expect(ran.vars["webhook"]?.body).toMatchObject({
    headers: { authorization: "[secret]", "x-basic": "[secret]" },
    url: "[secret]",
  });

  const history = await runs.temporal.client.workflow.getHandle(ran.temporalId).fetchHistory();
  const raw = JSON.stringify(history, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value,
  );
  const decoded = raw.replaceAll(/"data":"([A-Za-z0-9+/=]+)"/g, (_, data: string) =>
    Buffer.from(data, "base64").toString("utf8"),
  );
  const tables = await db.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const kept: string[] = [];
  for (const { name } of tables) kept.push(JSON.stringify(await db.query(`select * from ${name}`)));
  expect(decoded).toContain("performWebhookBlock");
  expect(logged).toContain("a webhook is tried again");
  const places = { decoded, raw, logged, kept: kept.join("\n") };
  for (const [place, text] of Object.entries(places)) {
    expect([place, /s3cr3t|czNjcjN0/.test(text)]).toEqual([place, false]);
  }
});

test("an overloaded or absent side is tried again with the same request, and others are not", async () => {
  const statuses = [500, 429, 200];
  server.answer = (_, response, attempt) => {
    const status = statuses[attempt - 1] ?? 200;
    if (status === 429) response.setHeader("retry-after", "2");
    answerJson(response, status, {});
  };
  const workflow = await runs.make(
    inARow(
      webhook({
        url: `${server.url}/again`,
        body: "{{ contact.firstName }}|{{ contact.attributes.n }}",
        retrySeconds: 1,
      }),
    ),
  );
  const began = Date.now();
  const [id = ""] = await workflow.launch({ email: "again@b.eu" });
  await eventually("the first attempt", () => server.received.length === 1);
  // What changes meanwhile is not in the next attempts: the key promises the same request.
  await db.query("update contacts set first_name = 'Late' where email = 'again@b.eu'");
  const ended = await endOf(db, id);
  expect(ended.steps[0]).toMatchObject({
    branch: "ok",
    outcome: { note: "The webhook answered 200, after 3 attempts", status: 200, attempts: 3 },
  });
  expect(Date.now() - began).toBeGreaterThan(2_900);
  expect(server.received.map(({ body }) => body)).toEqual(["|", "|", "|"]);
  expect(new Set(server.received.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);

  server.received.length = 0;
  server.answer = (_, response) => answerJson(response, 404, { error: "no" });
  const refused = await call({ url: `${server.url}/404` });
  expect(refused.ways["call"]).toBe("failed");
  expect(noteOf(refused)).toBe("The webhook failed: answered 404");
  expect(refused.vars["webhook"]).toMatchObject({ status: 404, body: { error: "no" } });
  expect((await call({ url: `${server.url}/404`, expect: [404] })).ways["call"]).toBe("ok");
  expect(server.received).toHaveLength(2);

  server.answer = (_, response) => void response.socket?.destroy();
  const cut = await call({ url: `${server.url}/cut`, attempts: 2, retrySeconds: 1 });
  expect(noteOf(cut)).toBe("The webhook failed: the connection was cut, after 2 attempts");
  expect(cut.vars["webhook"]).toEqual({ status: null, headers: {}, body: null });
});

test('what may not be called, or can\'t be, is the way "failed" at once, and says why', async () => {
  const cases: [object, string][] = [
    [{ url: "http://169.254.169.254/latest/meta-data/" }, "the address is not a public one"],
    [{ url: "http://localhost:1/" }, "the address is not a public one"],
    [{ url: "{{ event.params.nothing }}" }, "the address is not a URL"],
    [{ headers: { "X-A": "{{ secrets.MISSING }}" } }, "there is no secret MISSING"],
    [{ headers: { "X-A": "a\nb" } }, "the header x-a has a line break"],
    [{ url: `${server.url}/{{ event.params.which }}`, body: "{% render 'x' %}" }, "a template"],
  ];
  for (const [config, why] of cases) {
    const ran = await call(config);
    expect([ran.ways["call"], noteOf(ran)]).toEqual(["failed", expect.stringContaining(why)]);
  }
  expect(server.received).toEqual([]);
});

test("an answer that is text, large or nothing is kept as far as it goes", async () => {
  server.answer = ({ path }, response) => {
    if (path === "/text") response.writeHead(200, { "content-type": "text/plain" }).end("hello");
    else if (path === "/large") response.end(`"${"x".repeat(300_000)}"`);
    else if (path === "/bytes") {
      response.writeHead(200, { "content-type": "image/png" }).end(Buffer.from([1, 0, 2]));
    } else response.writeHead(204).end();
  };
  const bodyOf = async (path: string) => {
    const ran = await call({ url: server.url + path, method: "GET" });
    return [ran.ways["call"], ran.vars["webhook"]?.body];
  };
  expect(await bodyOf("/text")).toEqual(["ok", "hello"]);
  expect(await bodyOf("/large")).toEqual(["ok", null]);
  expect(await bodyOf("/bytes")).toEqual(["ok", null]);
  expect(await bodyOf("/none")).toEqual(["ok", null]);
});

test("a run that is stopped between two attempts leaves nothing of the call, nor does an erased contact", async () => {
  server.answer = (_, response) => answerJson(response, 503, {});
  const workflow = await runs.make(
    inARow(webhook({ url: `${server.url}/stop`, retrySeconds: 600, body: "{{ contact.email }}" })),
  );
  const [id = ""] = await workflow.launch({ email: "stopped@b.eu" });
  await eventually(
    "a call to be put off",
    async () =>
      (await db.query("select 1 from webhook_calls where problem is not null")).length > 0,
  );
  const [run] = await db.query<{ contactId: string }>(
    'select contact_id as "contactId" from runs where id = $1',
    [id],
  );
  await eraseContact(contextOf(db), run?.contactId ?? "");
  expect((await endOf(db, id)).status).toBe("stopped");
  expect(await db.query("select 1 from webhook_calls")).toEqual([]);
});

test("a run that an operator terminates between two attempts leaves nothing of the call either", async () => {
  server.answer = (_, response) => answerJson(response, 503, {});
  const workflow = await runs.make(inARow(webhook({ url: server.url, retrySeconds: 600 })));
  const [id = ""] = await workflow.launch({});
  const calls = () => db.query("select 1 from webhook_calls where run_id = $1", [id]);
  await eventually("the first attempt, and the note that the run has started", async () => {
    const noted = await db.query(
      `select 1 from webhook_calls c join runs r on r.id = c.run_id
        where r.id = $1 and r.status = 'running' and c.problem is not null`,
      [id],
    );
    return noted.length === 1;
  });
  const [run] = await db.query<{ temporalId: string }>(
    `select temporal_id as "temporalId" from runs where id = $1`,
    [id],
  );
  const { client } = runs.temporal;
  await client.workflow.getHandle(run?.temporalId ?? "").terminate();
  await reconcile(db, client, [{ id, temporalId: run?.temporalId ?? "", retries: 0 }]);
  expect(await endOf(db, id)).toMatchObject({
    status: "stopped",
    error: { message: "Temporal closed this run: terminated" },
  });
  expect(await calls()).toEqual([]);
});

test("an attempt that begins again after a crash sends the same, counts on, and is the last once it is noted", async () => {
  server.answer = (_, response) => answerJson(response, 503, {});
  const config = { url: `${server.url}/crash`, retrySeconds: 600, attempts: 3, body: "{{ now }}" };
  const workflow = await runs.make(inARow(webhook(config)));
  const [id = ""] = await workflow.launch({ email: "crash@b.eu" });
  const problem = "select problem from webhook_calls where run_id = $1 and problem is not null";
  await eventually("a call to be put off", async () => (await db.query(problem, [id])).length > 0);

  const { performWebhookBlock } = webhookActivities({
    renderer,
    db,
    findBlock: versionCache(),
    agent: guardedAgent({ allowed: [server.host] }),
    secretsKeys: keys,
  });
  const step = { runId: id, blockId: "call", visit: 1, position: 1, check: false };
  const attempt = () =>
    new MockActivityEnvironment().run(performWebhookBlock, {
      ...step,
      at: new Date().toISOString(),
    });
  await expect(attempt()).rejects.toThrow("attempt 2 of 3: answered 503");
  // The third began, and its worker was killed before it could say anything.
  await db.query("update webhook_calls set attempts = 3 where run_id = $1", [id]);
  expect(await attempt()).toEqual({ branch: "failed" });
  expect(await attempt()).toEqual({ branch: "failed" });
  expect(server.received).toHaveLength(2);
  const sent = server.received.map(({ body, headers }) =>
    [body, headers["idempotency-key"]].join(" "),
  );
  expect(new Set(sent).size).toBe(1);
  const [journaled] = await db.query<{ outcome: { note: string } }>(
    "select outcome from run_steps where run_id = $1",
    [id],
  );
  expect(journaled?.outcome.note).toBe("The webhook failed: answered 503, after 3 attempts");
});
