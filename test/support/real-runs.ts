import type { IncomingEvent } from "../../src/domain/event.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "./afterwards.ts";
import type { MadeWorkflow } from "./campaign.ts";
import { makeWorkflow, startOnOrder } from "./campaign.ts";
import { testDatabase } from "./database.ts";
import { incoming } from "./events.ts";
import type { TestMailServer } from "./mail-server.ts";
import { testMailServer } from "./mail-server.ts";
import type { TestTemporal } from "./temporal.ts";
import { testTemporal, unique } from "./temporal.ts";
import { eventually } from "./wait.ts";
import type { WorkerSettings } from "./worker.ts";
import { workerHere } from "./worker.ts";

/** A worker on the shared Temporal, for the runs of one file; ended afterwards. */
export interface RealRuns {
  db: Database;
  mail: TestMailServer;
  temporal: TestTemporal;
  /** Makes a workflow that an event type of its own starts. */
  make(definition: object): Promise<Started>;
}

type Event = Partial<IncomingEvent> & { email?: string };

export interface Started extends MadeWorkflow {
  /** Starts runs by events, one each. @returns their ids */
  launch(...events: Event[]): Promise<string[]>;
  /** Starts one run and waits for its end. */
  follow(event?: Event): Promise<EndedRun>;
}

export interface EndedRun {
  id: string;
  temporalId: string;
  status: string;
  error: unknown;
  steps: JournalStep[];
  /** The way that was taken at each block that it came by. */
  ways: Record<string, string>;
}

export interface JournalStep {
  block: string;
  kind: string;
  branch: string;
  outcome: { note: string } & Record<string, unknown>;
}

export async function realRuns(
  name: string,
  worker: Pick<WorkerSettings, "env" | "log" | "telemetry"> = {},
): Promise<RealRuns> {
  const { db, url } = await testDatabase(10);
  const mail = await testMailServer();
  const temporal = await testTemporal();
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await workerHere({ databaseUrl: url, taskQueue: unique(name), smtpUrl: mail.url, ...worker });

  const make = async (definition: object): Promise<Started> => {
    const typeKey = unique("go");
    const bindings = [{ ...startOnOrder, eventTypeKey: typeKey }];
    const made = await makeWorkflow(db, { definition, bindings });
    const launch = async (...events: Event[]): Promise<string[]> => {
      const results = await ingest.ingest(events.map((event) => incoming({ ...event, typeKey })));
      const rows = await db.query<{ id: string }>(
        "select id from runs where event_id = any ($1) order by id",
        [results.map(({ eventId }) => eventId)],
      );
      return rows.map(({ id }) => id);
    };
    const follow = async (event: Event = {}): Promise<EndedRun> => {
      const [id = ""] = await launch(event);
      return endOf(db, id);
    };
    return { ...made, launch, follow };
  };
  return { db, mail, temporal, make };
}

/** Waits until a run waits at a block. */
export async function isAt(db: Database, runId: string, block: string): Promise<void> {
  await eventually(`the run to wait at ${block}`, async () => {
    const rows = await db.query(
      "select 1 from run_steps where run_id = $1 and block_id = $2 and ended_at is null",
      [runId, block],
    );
    return rows.length === 1;
  });
}

/** Waits for a run's end. */
export async function endOf(db: Database, id: string): Promise<EndedRun> {
  const run = await eventually("the run's end", async () => {
    const [row] = await db.query<Pick<EndedRun, "id" | "temporalId" | "status" | "error">>(
      `select id, temporal_id as "temporalId", status, error from runs
          where id = $1 and status not in ('pending', 'running')`,
      [id],
    );
    return row;
  });
  const steps = await journalOf(db, id);
  return { ...run, steps, ways: waysOf(steps) };
}

export function journalOf(db: Database, id: string): Promise<JournalStep[]> {
  return db.query<JournalStep>(
    "select block_id as block, kind, branch, outcome from run_steps where run_id = $1 order by position",
    [id],
  );
}

export function waysOf(steps: readonly JournalStep[]): Record<string, string> {
  return Object.fromEntries(steps.map(({ block, branch }) => [block, branch]));
}
