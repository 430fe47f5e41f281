import { contextOf } from "../../support/context.ts";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { createApp } from "../../../src/api/app.ts";
import type { ApiDependencies } from "../../../src/api/dependencies.ts";
import type { Config } from "../../../src/platform/config/config.ts";
import { readConfig } from "../../../src/platform/config/config.ts";
import type { Ingest } from "../../../src/ingest/ingest.ts";
import { scopes } from "../../../src/contract/scopes.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { createApiKey } from "../../../src/services/api-keys/api-keys.ts";
import { afterwards } from "../../support/afterwards.ts";
import { testDatabase } from "../../support/database.ts";
import { renderer } from "../../support/renderer.ts";

export interface Answer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a client would
  body: any;
}

export interface TestApi {
  db: Database;
  databaseUrl: string;
  url: string;
  key: string;
  ingest: Ingest;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

/** The whole HTTP side on a database of its own; every answer is checked against its schema. */
export async function testApi(
  env: Record<string, string> = {},
  connections = 6,
  parts: Partial<ApiDependencies> = {},
): Promise<TestApi> {
  const { db, url: databaseUrl } = await testDatabase(connections);
  const ingest = createIngest(db);
  const deps = {
    db,
    renderer,
    ingest,
    config: configOf(env),
    log: pino({ level: "silent" }),
    temporalReady: () => Promise.resolve(true),
    ...parts,
  };
  const server = createApp(deps, { checkAnswers: true }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await ingest.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { key } = await createApiKey(contextOf(db), { name: "test", scopes }, { scopes });

  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }
  return {
    db,
    databaseUrl,
    url,
    key,
    ingest,
    ask,
    get: (path) => ask("GET", path),
    post: (path, body) => ask("POST", path, body),
    patch: (path, body) => ask("PATCH", path, body),
    delete: (path) => ask("DELETE", path),
  };
}

function configOf(env: Record<string, string>): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

/** A workflow that starts, sends one e-mail and ends. */
export function emailDefinition(subject = "Hello", html = "<p>Hello</p>") {
  return {
    blocks: [
      { id: "start", kind: "start" },
      { id: "mail", kind: "sendEmail", config: { subject, html } },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "mail" },
      { from: "mail", to: "end" },
    ],
  };
}

/** An active workflow, started by events of a type with a frequency. */
export async function activeWorkflow(
  api: TestApi,
  options: { typeKey: string; frequency?: unknown; subject?: string },
): Promise<{ workflowId: string; bindingId: string }> {
  const { typeKey, frequency = { kind: "each" }, subject = "contact" } = options;
  await api.post("/event-types", { key: typeKey });
  const made = await api.post("/workflows", { name: `On ${typeKey}`, draft: emailDefinition() });
  const workflowId: string = made.body.id;
  const binding = { role: "start", eventTypeKey: typeKey, frequency, subject };
  const bound = await api.post(`/workflows/${workflowId}/bindings`, binding);
  await api.post(`/workflows/${workflowId}/publish`);
  const active = await api.post(`/workflows/${workflowId}/activate`);
  if (active.status !== 200) throw new Error(JSON.stringify([bound, active]));
  return { workflowId, bindingId: bound.body.id };
}

/** Sends one event; the answer's body. */
export async function send(api: TestApi, eventTypeKey: string, email: string, keyValue = email) {
  const params = [{ name: "Email", value: email }];
  const { status, body } = await api.post("/event", { eventTypeKey, keyValue, params });
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}
