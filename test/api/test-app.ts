import { contextOf } from "../support/context.ts";
import { Writable } from "node:stream";
import type { ApiDependencies } from "../../src/api/dependencies.ts";
import { createApp } from "../../src/api/app.ts";
import { serve } from "../../src/api/serve.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { scopes } from "../../src/contract/scopes.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { createLog } from "../../src/platform/log.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import { renderer } from "../support/renderer.ts";

export interface Answer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read into answers of every shape
  body: any;
}

export interface TestApp {
  url: string;
  db: Database;
  databaseUrl: string;
  /** With all scopes. */
  key: string;
  /** What was logged, one parsed line each. */
  logged: Record<string, unknown>[];
  /** JSON in, JSON out, with the key unless the headers say otherwise. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** The real app on a port of its own, over a database of its own. */
export async function testApp(given: Partial<ApiDependencies> = {}): Promise<TestApp> {
  const { db, url: databaseUrl } = await testDatabase();
  const ingest = createIngest(db);
  const logged: Record<string, unknown>[] = [];
  const sink = new Writable({
    write: (line: Buffer, _encoding, done) => {
      logged.push(JSON.parse(line.toString()) as Record<string, unknown>);
      done();
    },
  });
  const log = createLog("api", "info", sink);
  const config = testConfig();
  const app = createApp(
    { db, renderer, ingest, config, log, temporalReady: () => Promise.resolve(true), ...given },
    { checkAnswers: true },
  );
  const server = await serve(app, { port: 0, host: "127.0.0.1" });
  afterwards(async () => {
    server.cut();
    await server.drain();
    await ingest.close();
  });
  const url = `http://127.0.0.1:${server.port}`;
  const { key } = await createApiKey(contextOf(db), { name: "test", scopes }, { scopes });
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const init: RequestInit = { method };
    const all = new Headers(headers);
    if (!all.has("authorization") && !all.has("cookie")) all.set("authorization", `Bearer ${key}`);
    if (body !== undefined) {
      init.body = typeof body === "string" ? body : JSON.stringify(body);
      if (!all.has("content-type")) all.set("content-type", "application/json");
    }
    const response = await fetch(url + path, { ...init, headers: all });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const parsed: unknown = isJson && text !== "" ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  };
  return { url, db, databaseUrl, key, logged, call };
}

export function testConfig(env: NodeJS.ProcessEnv = {}) {
  const read = readConfig(env);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

export async function count(db: Database, table: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(`select count(*) as n from ${table}`);
  return row?.n ?? -1;
}
