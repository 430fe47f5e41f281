import { contextOf } from "../support/context.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, inject, test } from "vitest";
import { scopes } from "../../src/contract/scopes.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { startFileImport } from "../../src/services/contact-imports/linked-imports.ts";
import { apiProcess } from "../support/api-process.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { testHttpServer } from "../support/http-server.ts";
import type { TestMailServer } from "../support/mail-server.ts";
import { testMailServer } from "../support/mail-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

// What a stranger with a weak key sends, many at once, to an API and a worker that have other
// things to do. Seen before there were threads: an API that answered nobody for ten minutes, a
// worker that sent no mail for three.

const atOnce = 6;
/** For each of them; a slow machine needs more than the seconds that it takes. */
const limitMs = 300_000;

let db: Database;
let mail: TestMailServer;
let url = "";
let keys: string[] = [];

interface Answer {
  status: number;
  body: string;
}

beforeAll(async () => {
  const made = await testDatabase(10);
  ({ db } = made);
  mail = await testMailServer();
  const csv = await testHttpServer();
  csv.answer = (_, response) =>
    response.end(`${"a,".repeat(60_000)}\n${`${"x,".repeat(60_000)}\n`.repeat(40)}`);
  const taskQueue = unique("evil");
  const common = { WEBHOOK_ALLOW_PRIVATE_HOSTS: csv.host, SMTP_URL: mail.url };
  await workerProcess({ databaseUrl: made.url, taskQueue, smtpUrl: mail.url, env: common });
  ({ url } = await apiProcess({
    DATABASE_URL: made.url,
    TEMPORAL_ADDRESS: inject("temporalAddress"),
    TEMPORAL_TASK_QUEUE: taskQueue,
    FORMATS: "reteno",
    ...common,
  }));
  keys = await Promise.all(
    Array.from({ length: 4 }, async (_, index) => {
      const { key } = await createApiKey(
        contextOf(db),
        { name: `key ${index}`, scopes },
        { scopes },
      );
      return key;
    }),
  );
  await makeWorkflow(db, { definition: inARow(email("mail", "Ordinary")) });
  csvLink = `${csv.url}/contacts.csv`;
});
let csvLink = "";

async function call(
  path: string,
  body: unknown,
  key = keys[0] ?? "",
  method = "POST",
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(limitMs),
  });
  return { status: response.status, body: await response.text() };
}

/** What everybody else does meanwhile: is the API alive, is each event answered, each mail sent? */
function ordinaryLife() {
  let going = true;
  let sent = 0;
  let slowest = 0;
  const before = mail.received.length;
  const alive = (async () => {
    while (going) {
      const began = performance.now();
      const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(60_000) });
      expect(response.status).toBe(200);
      slowest = Math.max(slowest, performance.now() - began);
      await sleep(200);
    }
  })();
  const events = (async () => {
    while (going) {
      const params = [{ name: "Email", value: `person${sent}@example.com` }];
      const event = { eventTypeKey: "order", keyValue: unique("o"), params };
      expect((await call("/api/v1/event", event)).status).toBeLessThan(300);
      sent++;
      await sleep(500);
    }
  })();
  return {
    end: async (): Promise<void> => {
      going = false;
      await Promise.all([alive, events]);
      // Seconds, where it was minutes.
      expect(slowest).toBeLessThan(5_000);
      await eventually(
        `${sent} ordinary mails`,
        () => mail.received.filter(({ subject }) => subject === "Ordinary").length >= before + sent,
      );
    },
  };
}

const preview = (content: object) => ["/api/v1/templates/preview", { content }] as const;
const mjml = (body: string, head = "") => `<mjml>${head}<mj-body>${body}</mj-body></mjml>`;
const section = "<mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section>";
const loop = (mark: number) =>
  `${mark}{% for i in (1..30000) %}{% for j in (1..30000) %}{% endfor %}{% endfor %}`;

const rules = Array.from({ length: 3_000 }, (_, n) => `.c${n} td { color: #${n % 10}00 }`).join(
  "\n",
);
const inlined = `<mj-head><mj-style inline="inline">${rules}</mj-style></mj-head>`;

/** By what it is: the request, each a little different. */
const evils: Record<string, (mark: number) => readonly [string, unknown]> = {
  "unclosed elements in an e-mail by request": (mark) => [
    "/api/v1/message/email",
    { subject: `${mark}`, htmlText: "<div>".repeat(30_000), emails: ["x@example.com"] },
  ],
  "unclosed elements in a preview": (mark) =>
    preview({ subject: `${mark}`, html: "<div>".repeat(80_000) }),
  "elements that a loop makes": () =>
    preview({ subject: "x", html: "{% for i in (1..90000) %}<div>{% endfor %}" }),
  "MJML with Liquid that never ends": (mark) =>
    preview({ subject: `${mark}`, mjml: mjml("{{".repeat(90_000)) }),
  "MJML of 1,800 sections": (mark) =>
    preview({ subject: `${mark}`, mjml: mjml(section.repeat(1_800)) }),
  "3,000 rules inlined into 600 sections": (mark) =>
    preview({ subject: `${mark}`, mjml: mjml(section.repeat(600), inlined) }),
  "Velocity that doubles a text": (mark) =>
    preview({
      engine: "velocity",
      subject: `${mark}`,
      html: `#set($x='0123456789')${'#set($x="$x$x")'.repeat(30)}$x`,
    }),
  "Liquid that loops": (mark) => preview({ subject: "x", html: loop(mark) }),
  "Liquid nested deep": (mark) =>
    preview({ subject: "x", html: `${mark}${"{% if a %}".repeat(20_000)}` }),
  "JSON nested deep": () => [
    "/api/v1/event",
    `{"eventTypeKey":"x","params":${"[".repeat(300_000)}`,
  ],
  "a template to be kept": (mark) => [
    "/api/v1/templates",
    { name: `evil ${mark}`, content: { subject: "x", mjml: mjml(section.repeat(600), inlined) } },
  ],
};

/** Those that may be rendered after all, where a machine is quick enough. */
const maySucceed = new Set(["MJML with Liquid that never ends", "MJML of 1,800 sections"]);

test.each(Object.keys(evils))("%s: answered 4xx, and everybody else is served", async (name) => {
  const life = ordinaryLife();
  const answers = await Promise.all(
    Array.from({ length: atOnce }, (_, index) => {
      const [path, body] = evils[name]?.(index) ?? ["", {}];
      return call(path, body, keys[index % keys.length]);
    }),
  );
  await life.end();
  for (const { status, body } of answers) {
    const isRefused = status >= 400 && status < 500;
    const isDone = maySucceed.has(name) && status === 200;
    expect([isRefused || isDone, body.slice(0, 300)]).toEqual([true, expect.any(String)]);
  }
  const refused = answers.filter(({ status }) => status === 422);
  for (const { body } of refused) {
    expect(JSON.parse(body)).toMatchObject({
      limit: expect.stringMatching(/time|memory|nesting|size/),
    });
  }
});

test("runs whose blocks render such content fail for good with the reason, and the others' mails go", async () => {
  const kinds = {
    mail: email("evil", "x", { html: `{{ event.params.mark }}${loop(0)}` }),
    divs: email("evil", "x", { html: "{% for i in (1..90000) %}<div>{% endfor %}" }),
    variable: { id: "evil", kind: "setVariable", config: { name: "v", value: loop(1) } },
    contact: { id: "evil", kind: "updateContact", config: { firstName: loop(2) } },
  };
  for (const [key, block] of Object.entries(kinds)) {
    const bindings = [{ ...startOnOrder, eventTypeKey: `evil-${key}` }];
    await makeWorkflow(db, { definition: inARow(block), bindings });
  }
  const life = ordinaryLife();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, index) => {
      const key = Object.keys(kinds)[index % 4] ?? "";
      const params = [
        { name: "Email", value: `evil${index}@example.com` },
        { name: "mark", value: String(index) },
      ];
      const event = { eventTypeKey: `evil-${key}`, keyValue: `${index}`, params };
      expect((await call("/api/v1/event", event)).status).toBeLessThan(300);
    }),
  );
  const failed = await eventually("all of them to have failed", async () => {
    const rows = await db.query<{ error: { message: string } | null }>(
      `select r.error from runs r join events e on e.id = r.event_id
           join event_types t on t.id = e.type_id
          where t.key like 'evil-%' and r.status = 'failed'`,
    );
    return rows.length === atOnce && rows;
  });
  await life.end();
  for (const { error } of failed) {
    expect(error?.message).toMatch(/deeper than 256 levels|takes longer than|limit exceeded/);
  }
});

test("a source's mapping and a file of contacts keep nobody waiting either", async () => {
  const mapping = { eventType: loop(3) };
  const made = await call("/api/v1/sources", { name: "evil", preset: "custom", mapping });
  expect(made.status).toBe(201);
  const { address } = JSON.parse(made.body) as { address: string };
  const options = { findBy: { kind: "email" } as const, only: null, join: [], leave: [] };
  const id = await startFileImport(contextOf(db), csvLink, { ...options, eventForNew: null });
  const life = ordinaryLife();
  const path = new URL(address).pathname;
  const answers = await Promise.all(
    Array.from({ length: atOnce }, (_, index) => call(path, { index })),
  );
  await eventually("the import's end", async () => {
    const [row] = await db.query<{ state: string }>(
      "select state from contact_imports where id = $1",
      [id],
    );
    return row?.state === "done" || row?.state === "failed";
  });
  await life.end();
  for (const { status } of answers) expect([400, 422, 429]).toContain(status);
});

test("a block whose worker dies three times while it renders fails, and no worker dies of it again", async () => {
  const { url: databaseUrl, db: own } = await testDatabase(6);
  // Two seconds, until Liquid's own limit: time enough to be killed in.
  const { bindings } = await makeWorkflow(own, {
    definition: inARow({ id: "evil", kind: "setVariable", config: { name: "v", value: loop(4) } }),
  });
  expect(bindings).toHaveLength(1);
  const settings = { databaseUrl, taskQueue: unique("dying"), smtpUrl: mail.url };
  const api = await apiProcess({
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: inject("temporalAddress"),
    TEMPORAL_TASK_QUEUE: settings.taskQueue,
  });
  const { key } = await createApiKey(contextOf(own), { name: "key", scopes }, { scopes });
  let worker = await workerProcess(settings);
  await fetch(`${api.url}/api/v1/event`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      eventTypeKey: "order",
      keyValue: "1",
      params: [{ name: "Email", value: "ada@example.com" }],
    }),
  });
  for (const count of [1, 2, 3]) {
    await eventually(`attempt ${count}`, async () => {
      const [row] = await own.query<{ begun: number }>("select begun from block_attempts");
      return row?.begun === count;
    });
    await worker.kill();
    worker = await workerProcess(settings);
  }
  const error = await eventually("the run to have failed", async () => {
    const [row] = await own.query<{ status: string; error: { message: string } }>(
      "select status, error from runs",
    );
    return row?.status === "failed" && row.error;
  });
  expect(error.message).toContain("ended 3 times while it worked on this block's content");
  expect(await own.query("select 1 from block_attempts")).toEqual([]);
});
