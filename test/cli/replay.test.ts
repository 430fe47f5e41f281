import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { expect, test } from "vitest";
import { eventOfLine } from "../../src/cli/replay/event-of-line.ts";
import { noCounts, replay } from "../../src/cli/replay/replay.ts";
import { eventsBehind } from "../../src/db/retention/exports.ts";
import { compiled } from "../../src/platform/project-root.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { activeWorkflow, testApi } from "../api/workflows/api.ts";
import { afterwards } from "../support/afterwards.ts";
import { campanileHere } from "../support/campanile-cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";

const typeKey = "orderPaid";

const bodyOf = (index: number) => ({
  eventTypeKey: typeKey,
  keyValue: `o-${index}`,
  params: { total: index, email: `c${index}@example.com`, a: 1, items: [{ b: 1, a: 2 }] },
  messageId: `m-${index}`,
  occurredAt: new Date(Date.UTC(2026, 10, 1) + index * 1_000).toISOString(),
});

const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => JSON.stringify(bodyOf(index)));

async function fileOf(lines: readonly string[], name = "events.ndjson"): Promise<string> {
  const file = join(await temporaryFolder(), name);
  const text = `${lines.join("\n")}\n`;
  await writeFile(file, name.endsWith(".gz") ? await promisify(gzip)(text) : text);
  return file;
}

async function replayed(api: Pick<TestApi, "url" | "key">, file: string, ...options: string[]) {
  const env = { CAMPANILE_API_KEY: api.key };
  const ended = await campanileHere(env, ["replay", file, "--to", api.url, "--json", ...options]);
  return { ...ended, json: JSON.parse(ended.stdout || "null") as Record<string, unknown> };
}

/** What the retention export would write. */
async function exported({ db }: TestApi): Promise<string[]> {
  const [part] = await db.query<{ part: string }>(
    "select part from event_partitions where since <= now() and until > now()",
  );
  const rows = await eventsBehind(
    db,
    part?.part ?? "",
    "00000000-0000-0000-0000-000000000000",
    1_000,
  );
  return rows.map(({ line }) => line);
}

test("an export's events start nothing twice where they came from, and the same elsewhere", async () => {
  const [here, there] = [await testApi(), await testApi()];
  for (const api of [here, there]) await activeWorkflow(api, { typeKey });
  const events = Array.from({ length: 300 }, (_, index) => bodyOf(index));
  await here.post("/events", { events });
  const file = await fileOf(await exported(here), "events.ndjson.gz");
  expect(await replayed(here, file)).toMatchObject({
    code: 0,
    json: { lines: 300, accepted: 0, duplicates: 300, rejected: 0, faulty: 0 },
  });
  expect(await here.db.query("select 1 from runs")).toHaveLength(300);

  expect(await replayed(there, file)).toMatchObject({ code: 0, json: { accepted: 300 } });
  expect(await replayed(there, file)).toMatchObject({
    code: 0,
    json: { accepted: 0, duplicates: 300 },
  });
  const told =
    "select message_id, key_value, params, identities, occurred_at from events order by id";
  expect(await there.db.query(told)).toEqual(await here.db.query(told));
  expect(await there.db.query("select 1 from runs")).toHaveLength(300);
});

test("what Campanile makes itself is left out, and each line with a fault is told", async () => {
  const api = await testApi();
  await api.post("/event", bodyOf(1));
  const [line = ""] = await exported(api);
  const row = JSON.parse(line) as Record<string, unknown>;
  const { messageId: _, ...nameless } = bodyOf(2);
  const lines = [
    JSON.stringify({ ...row, source: "system" }),
    JSON.stringify({ ...row, hops: 1 }),
    JSON.stringify({ table: "messages", id: "x" }),
    "{",
    JSON.stringify(nameless),
    JSON.stringify({ ...bodyOf(3), colour: "red" }),
    JSON.stringify(bodyOf(4)),
  ];
  const file = await fileOf(lines);
  const tried = await replayed(api, file, "--dry-run");
  expect(tried.json).toMatchObject({ accepted: 1, faulty: 3, skipped: 3, dryRun: true });
  expect(await api.db.query("select 1 from events")).toHaveLength(1);
  expect(await replayed(api, file)).toMatchObject({
    code: 1,
    json: { lines: 7, accepted: 1, faulty: 3, skipped: 3 },
  });
  expect(eventOfLine(lines[4] ?? "", new Map())).toEqual({
    kind: "faulty",
    message: expect.stringContaining("messageId is missing") as string,
  });
});

test("an export of an earlier release, which names the type by its id, is asked of the API", async () => {
  const api = await testApi();
  await api.post("/event", bodyOf(1));
  const [line = ""] = await exported(api);
  const { type_key: _, ...older } = JSON.parse(line) as Record<string, unknown>;
  expect(await replayed(api, await fileOf([JSON.stringify(older)]))).toMatchObject({
    json: { duplicates: 1, faulty: 0 },
  });
});

/** An API that takes what `answer` lets it, and remembers it. */
async function fakeApi(
  answer: (request: number) => { status: number; headers?: Record<string, string> } | "hang",
) {
  const taken: string[] = [];
  const asked: number[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { events } = body as { events: { messageId: string }[] };
      asked.push(performance.now());
      const how = answer(asked.length);
      if (how === "hang") return;
      response.writeHead(how.status, { "content-type": "application/json", ...how.headers });
      const results = events.map((_, index) => ({ index, status: "accepted" }));
      if (how.status === 200) taken.push(...events.map(({ messageId }) => messageId));
      response.end(JSON.stringify(how.status === 200 ? { results } : { detail: "not now" }));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  afterwards(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: "key",
    taken,
    asked,
  };
}

test("429 and 503 are waited out, for as long as they say, and the order stays", async () => {
  const api = await fakeApi((request) => {
    if (request === 1) return { status: 429, headers: { "retry-after": "1" } };
    return { status: request === 3 ? 503 : 200 };
  });
  const { json: counts } = await replayed(api, await fileOf(linesOf(600)));
  expect(counts).toMatchObject({ accepted: 600, retries: 2, lastLine: 600 });
  expect(api.taken).toEqual(Array.from({ length: 600 }, (_, index) => `m-${index}`));
  expect((api.asked[1] ?? 0) - (api.asked[0] ?? 0)).toBeGreaterThanOrEqual(990);
});

test("a key that is refused ends it at once, and says so", async () => {
  const api = await fakeApi(() => ({ status: 401 }));
  const { code, stderr } = await replayed(api, await fileOf(linesOf(1)));
  expect(code).toBe(4);
  expect(JSON.parse(stderr)).toMatchObject({
    error: { message: expect.stringContaining("401") as string },
  });
  expect(api.asked).toHaveLength(1);
});

test("killed between two requests, it goes on behind what was answered", async () => {
  let isStuck = true;
  const api = await fakeApi((request) => (request === 3 && isStuck ? "hang" : { status: 200 }));
  const file = await fileOf(linesOf(1_000));
  const progress = join(await temporaryFolder(), "progress.json");
  const options = ["replay", file, "--to", api.url, "--progress", progress];
  const env = { CAMPANILE_API_KEY: api.key, CAMPANILE_CONFIG: "none" };
  const child = spawn(process.execPath, [compiled("src/cli/main.ts"), ...options], { env });
  await eventually("the third request", () => api.asked.length === 3);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(JSON.parse(await readFile(progress, "utf8"))).toEqual({ file, to: api.url, line: 500 });
  isStuck = false;
  expect(await replayed(api, file, "--progress", progress)).toMatchObject({
    code: 0,
    json: { lines: 500, accepted: 500, lastLine: 1_000 },
  });
  expect(api.taken).toEqual(Array.from({ length: 1_000 }, (_, index) => `m-${index}`));
  const other = await replayed(api, await fileOf(linesOf(1)), "--progress", progress);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("is the progress of")]);
});

test("with a speed, events keep their distances", async () => {
  const sent: [at: number, events: number][] = [];
  const began = performance.now();
  const counts = noCounts();
  async function* lines() {
    // Ten at once, and ten more 20 seconds after.
    for (let index = 0; index < 20; index++) {
      const text = JSON.stringify({
        ...bodyOf(index),
        occurredAt: new Date(index < 10 ? 0 : 20_000),
      });
      yield { number: index + 1, text };
    }
  }
  const api = {
    retries: () => 0,
    typeKeys: () => Promise.resolve(new Map<string, string>()),
    send: (events: readonly object[]) => {
      sent.push([performance.now() - began, events.length]);
      return Promise.resolve(events.map((_, index) => ({ index, status: "accepted" as const })));
    },
  };
  await replay(
    {
      lines: lines(),
      api,
      progress: { line: 0, note: () => Promise.resolve() },
      fromLine: 1,
      speed: 100,
      complain: () => undefined,
      report: () => undefined,
      signal: new AbortController().signal,
    },
    counts,
  );
  expect(sent.map(([, events]) => events)).toEqual([10, 10]);
  const [first, second] = sent.map(([at]) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(190);
  expect(counts).toMatchObject({ accepted: 20, lastLine: 20 });
});
