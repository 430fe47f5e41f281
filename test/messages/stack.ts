import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { createApp } from "../../src/api/app.ts";
import { readConfig } from "../../src/contract/config.ts";
import { scopes } from "../../src/contract/scopes.ts";
import type { Database } from "../../src/db/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { createApiKey } from "../../src/services/api-keys/create.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import type { TestMailServer } from "../support/mail-server.ts";
import { testMailServer } from "../support/mail-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import type { WorkerSettings } from "../support/worker.ts";
import { workerHere } from "../support/worker.ts";

export interface Answer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a client would
  body: any;
}

export interface Stack {
  db: Database;
  mail: TestMailServer;
  url: string;
  ingest: ReturnType<typeof createIngest>;
  settings: WorkerSettings;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  /** Resolves when so many runs have ended. */
  ended(count?: number): Promise<{ id: string; status: string; error: unknown }[]>;
}

/** API, database, mail server and (unless told otherwise) a worker, all for one test. */
export async function stack({ worker = true } = {}): Promise<Stack> {
  const { db, url: databaseUrl } = await testDatabase(10);
  const mail = await testMailServer();
  const ingest = createIngest(db);
  const config = readConfig({});
  if (!config.ok) throw new Error(JSON.stringify(config.problems));
  const deps = {
    ...{ db, ingest, config: config.config, log: pino({ level: "silent" }) },
    temporalReady: () => Promise.resolve(true),
  };
  const server = createApp(deps, { checkAnswers: true }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await ingest.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { key } = await createApiKey(db, { name: "test", scopes }, { scopes });
  const settings = {
    ...{ databaseUrl, smtpUrl: mail.url, publicUrl: url },
    taskQueue: unique("messages"),
  };
  if (worker) await workerHere(settings);

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
    ...{ db, mail, url, ingest, settings, ask },
    get: (path) => ask("GET", path),
    post: (path, body = {}) => ask("POST", path, body),
    ended: (count = 1) =>
      eventually(`${count} ended runs`, async () => {
        const all = await db.query<{ id: string; status: string; error: unknown }>(
          "select id, status, error from runs where status not in ('pending', 'running') order by id",
        );
        return all.length === count && all;
      }),
  };
}

/** The notes of the blocks that runs came by, by block. */
export async function notesOf(db: Database): Promise<Record<string, string>> {
  const rows = await db.query<{ block_id: string; note: string }>(
    "select block_id, outcome->>'note' as note from run_steps order by position",
  );
  return Object.fromEntries(rows.map(({ block_id: id, note }) => [id, note]));
}
