import { isUnavailable } from "../db/core/database-errors.ts";
import { requireSecretSettings } from "../services/secrets/secret-settings.ts";
import type { Logger } from "pino";
import { startInbox } from "../channels/inbox/server.ts";
import type { Config } from "../platform/config/config.ts";
import { openDatabase } from "../db/core/database.ts";
import { createIngest } from "../ingest/create.ts";
import { listenError } from "../platform/listen-error.ts";
import type { OutputState } from "../platform/logging/output.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { rendererPool } from "../rendering/pool.ts";
import { watchSchema } from "../services/health/schema-watch.ts";
import { createApp } from "./app.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { reportMailbox } from "./report-mailbox.ts";
import { ownStanding } from "../services/workers/own-standing.ts";
import { serve } from "./serve.ts";
import { signOfLife } from "../services/workers/sign-of-life.ts";
import { temporalCheck } from "./temporal-ready.ts";

export interface StartedApi {
  port: number;
  /** Goes on answering, but tells balancers, clients and streams to go elsewhere. */
  retire(): void;
  /** Answers what is in progress, then closes everything. */
  stop(): Promise<void>;
  /** Cuts the requests that are left. */
  cut(): void;
}

/**
 * Starts the API. It needs neither Postgres nor Temporal to come up: without Postgres it answers
 * 503, and events are taken while Temporal is away.
 */
export async function startApi(
  config: Config,
  databaseUrl: string,
  log: Logger,
  telemetry: Telemetry,
  logState?: () => OutputState,
): Promise<StartedApi> {
  const temporal = await temporalCheck(config.temporal);
  const db = openDatabase(databaseUrl, config.database.connections, { telemetry });
  const schema = await watchSchema(db, { log });
  // A Postgres that is away is waited for by each request.
  await requireSecretSettings(db, config.secretsKeys).catch((error: unknown) => {
    if (!isUnavailable(error)) throw error;
  });
  const ingest = createIngest(db, telemetry);
  const renderer = rendererPool({ telemetry });
  const closing = new AbortController();
  const given: ApiDependencies = {
    db,
    ingest,
    renderer,
    config,
    log,
    telemetry,
    closing: closing.signal,
    temporalReady: () => temporal.ready(),
    taskQueues: temporal.taskQueues,
    workerVersions: temporal.workerVersions,
    condition: () => ({ log: logState?.() ?? { ok: true, dropped: 0 }, unfit: schema.unfit() }),
  };
  const app = createApp(given);
  const { inboxPort } = config.mail;
  const inbox =
    inboxPort === undefined
      ? undefined
      : await startInbox({ db, renderer }, { port: inboxPort, log }).catch((error: unknown) => {
          const host = "127.0.0.1";
          throw listenError(error, { port: inboxPort, host, setting: "INBOX_PORT" });
        });
  const reports = await reportMailbox(given);
  const alive = signOfLife(db, () => ownStanding(closing.signal.aborted, renderer.standing()), log);
  const server = await serve(app, config).catch((error: unknown) => {
    throw listenError(error, { ...config, setting: "PORT" });
  });
  const retire = (): void => {
    server.askToClose();
    closing.abort();
    alive.now();
  };
  return {
    port: server.port,
    cut: () => server.cut(),
    retire,
    stop: async () => {
      retire();
      schema.stop();
      await Promise.all([server.drain(), inbox?.close(), reports?.close()]);
      await alive.stop();
      await ingest.close();
      await renderer.close();
      await temporal.close();
      await db.close();
    },
  };
}
