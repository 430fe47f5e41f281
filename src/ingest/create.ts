import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import type { IncomingEvent, IngestResult, RefusedEvent } from "../domain/event.ts";
import type { Database } from "../db/core/database.ts";
import { CommitUnknown, isUnavailable, isUniqueViolation } from "../db/core/database-errors.ts";
import { transactionFate } from "../db/core/transaction-fate.ts";
import { workNotifier } from "../db/queue/work-notice.ts";
import { groupCommit } from "../platform/group-commit.ts";
import { spanned } from "../platform/telemetry/spans.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { noTelemetry } from "../platform/telemetry/telemetry.ts";
import { activeTraceparent } from "../platform/telemetry/trace-context.ts";
import type { Ingest } from "./ingest.ts";
import { countEvents } from "./count-events.ts";
import { ingestAlone } from "./ingest-batch.ts";
import type { IngestedBatch } from "./ingested-batch.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import { fingerprint } from "./fingerprint.ts";
import { acceptedOnly } from "./accepted-only.ts";
import { bringsFiles, putFilesAside } from "./put-files-aside.ts";
import type { BatchWatch } from "./watch-batch.ts";
import { watchBatch } from "./watch-batch.ts";

/** How long a lost COMMIT is asked after before its callers are told to try again. */
const fateWaitMs = 5_000;

/** Ingest over a database. Its groups take three connections of the pool at most. */
export function createIngest(db: Database, telemetry: Telemetry = noTelemetry): Ingest {
  const notifier = workNotifier(db);
  const { isMetered, metrics, tracer, workflowSpans } = telemetry;

  async function commit(batch: readonly FingerprintedEvent[]): Promise<IngestedBatch["results"]> {
    const watch = watchBatch(telemetry, batch);
    try {
      const { results, work } = await commitBatch(db, batch, watch);
      if (work) notifier.notify();
      return results;
    } finally {
      watch.end();
    }
  }

  /** In a span of their own, where something is traced: what they start goes on with it. */
  function traced<Result>(
    events: readonly IncomingEvent[],
    work: (trace: string | null) => Promise<Result>,
  ): Promise<Result> {
    if (workflowSpans === undefined) return work(null);
    const attributes = { "campanile.events": events.length };
    return spanned(tracer, "ingest", { attributes }, () => work(activeTraceparent()));
  }

  const group = groupCommit<FingerprintedEvent, IngestResult | RefusedEvent>({
    // Whoever's request begins a group: it is not of that one alone.
    commit: (batch) => context.with(ROOT_CONTEXT, () => commit(batch)),
    isForAll: isUnavailable,
    lanes: 2,
    largest: 500,
    few: 20,
    ...(isMetered && {
      onTaken: (ms: number) => metrics.ingestPhase.record(ms / 1_000, { phase: "wait" }),
    }),
  });

  return {
    ingest: async (given: readonly IncomingEvent[]) => {
      if (given.length === 0) return [];
      const events = given.some(bringsFiles) ? await putFilesAside(db, given) : given;
      return traced(events, async (trace) =>
        acceptedOnly(await group.submit(events.map((each) => fingerprint(each, { trace })))),
      );
    },
    submit: async (given: readonly IncomingEvent[]) => {
      if (given.length === 0) return [];
      const events = given.some(bringsFiles) ? await putFilesAside(db, given) : given;
      return traced(events, (trace) =>
        group.submit(events.map((event) => fingerprint(event, { external: true, trace }))),
      );
    },
    close: async () => {
      await group.idle();
      await notifier.close();
    },
  };
}

/** A batch with a message id that was used before is begun again, and then looks at them first. */
async function commitBatch(
  db: Database,
  batch: readonly FingerprintedEvent[],
  watch: BatchWatch,
): Promise<IngestedBatch> {
  try {
    return await commitOnce(db, batch, { isRepeated: false, watch });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return commitOnce(db, batch, { isRepeated: true, watch });
  }
}

/** One transaction. When the answer to its COMMIT is lost, Postgres is asked what became of it. */
async function commitOnce(
  db: Database,
  batch: readonly FingerprintedEvent[],
  about: { isRepeated: boolean; watch: BatchWatch },
): Promise<IngestedBatch> {
  let xid = "";
  let kept: IngestedBatch | undefined;
  const onBegin = (id: string): void => {
    xid = id;
    kept = undefined;
  };
  const onCommit = (ingested: IngestedBatch): void => {
    kept = ingested;
  };
  try {
    return await db.tx((sql) => ingestAlone(sql, batch, { ...about, onBegin, onCommit }));
  } catch (error) {
    if (!(error instanceof CommitUnknown) || kept === undefined) throw error;
    const fate = await transactionFate(db, xid, fateWaitMs);
    if (fate !== "committed") throw error;
    db.measure(countEvents(kept.results));
    return kept;
  }
}
