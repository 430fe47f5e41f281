import type { Logger } from "pino";
import type { Config } from "../platform/config/config.ts";
import type { Database } from "../db/core/database.ts";
import type { Renderer } from "../rendering/renderer.ts";
import type { Ingest } from "../ingest/ingest.ts";
import type { OutputState } from "../platform/logging/output.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import type { TemporalReady } from "../services/health/check.ts";
import type { AskTaskQueues } from "../services/workers/task-queues.ts";
import type { AskWorkerVersions } from "../services/workers/worker-versions.ts";
import type { LiveStreams } from "./live/streams.ts";
import type { ServiceContext } from "../services/context.ts";
import type { CallerQueues } from "./caller-queues.ts";
import type { SignInAttempts } from "./sign-in-attempts.ts";

/** What the HTTP side is given. */
export interface ApiDependencies {
  db: Database;
  ingest: Ingest;
  config: Config;
  /** For whatever others write: templates, markup, files. */
  renderer: Renderer;
  log: Logger;
  /** What requests are measured and traced with; left out: nothing. */
  telemetry?: Telemetry;
  /** Whether Temporal answers, or why not; for /readyz. */
  temporalReady: TemporalReady;
  /** What Temporal says of task queues; a process without a connection to it leaves it out. */
  taskQueues?: AskTaskQueues;
  /** What it says of the workers' releases; likewise. */
  workerVersions?: AskWorkerVersions;
  /** How this process is; for /readyz. */
  condition?(): ProcessCondition;
  /** Aborted when the process begins to end: what would go on by itself, a stream, ends then. */
  closing?: AbortSignal;
}

export interface ProcessCondition {
  /** Whether its log can be written; not a reason to send requests elsewhere. */
  log: OutputState;
  /** Why it must not work on the database's schema; undefined: it may. */
  unfit: string | undefined;
}

/** With a context for services: the caller's, where there is one. */
export interface AppDependencies extends ApiDependencies {
  context: ServiceContext;
}

/** What routes are given: with what the app itself keeps for them. */
export interface RouteDependencies extends AppDependencies {
  signIns: SignInAttempts;
  live: LiveStreams;
  turns: CallerQueues;
}
