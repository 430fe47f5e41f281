import type { Database } from "../../src/db/core/database.ts";
import type { TestMailServer } from "./mail-server.ts";
import { testMailServer } from "./mail-server.ts";
import { unique } from "./temporal.ts";
import { eventually } from "./wait.ts";
import type { WorkerSettings } from "./worker.ts";
import { workerHere } from "./worker.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";

export interface Stack extends TestApi {
  mail: TestMailServer;
  settings: WorkerSettings;
  /** Resolves when so many runs have ended. */
  ended(count?: number): Promise<{ id: string; status: string; error: unknown }[]>;
}

/** API, database, mail server and (unless told otherwise) a worker, all for one test. */
export async function stack({
  worker = true,
  env = {},
}: { worker?: boolean; env?: Record<string, string> } = {}): Promise<Stack> {
  const api = await testApi({}, 10);
  const mail = await testMailServer();
  const settings = {
    databaseUrl: api.databaseUrl,
    smtpUrl: mail.url,
    publicUrl: api.url,
    taskQueue: unique("messages"),
    env,
  };
  if (worker) await workerHere(settings);
  return {
    ...api,
    mail,
    settings,
    post: (path, body = {}) => api.post(path, body),
    ended: (count = 1) =>
      eventually(`${count} ended runs`, async () => {
        const all = await api.db.query<{ id: string; status: string; error: unknown }>(
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
