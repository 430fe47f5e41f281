import type { IncomingEvent, IngestResult, RefusedEvent } from "../domain/event.ts";
import type { Database } from "../db/core/database.ts";
import { CommitUnknown, isUnavailable, isUniqueViolation } from "../db/core/database-errors.ts";
import { transactionFate } from "../db/core/transaction-fate.ts";
import { workNotifier } from "../db/queue/work-notice.ts";
import { groupCommit } from "../platform/group-commit.ts";
import type { Ingest } from "./ingest.ts";
import { countEvents } from "./count-events.ts";
import { ingestAlone } from "./ingest-batch.ts";
import type { IngestedBatch } from "./ingested-batch.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import { fingerprint } from "./fingerprint.ts";
import { acceptedOnly } from "./accepted-only.ts";
import { bringsFiles, putFilesAside } from "./put-files-aside.ts";

/** How long a lost COMMIT is asked after before its callers are told to try again. */
const fateWaitMs = 5_000;

/** Ingest over a database. Its groups take three connections of the pool at most. */
export function createIngest(db: Database): Ingest {
  const notifier = workNotifier(db);

  async function commit(batch: readonly FingerprintedEvent[]): Promise<IngestedBatch["results"]> {
    const { results, work } = await commitBatch(db, batch);
    if (work) notifier.notify();
    return results;
  }

  const group = groupCommit<FingerprintedEvent, IngestResult | RefusedEvent>({
    commit,
    isForAll: isUnavailable,
    lanes: 2,
    largest: 500,
    few: 20,
  });

  return {
    ingest: async (given: readonly IncomingEvent[]) => {
      if (given.length === 0) return [];
      const events = given.some(bringsFiles) ? await putFilesAside(db, given) : given;
      return acceptedOnly(await group.submit(events.map((each) => fingerprint(each))));
    },
    submit: async (given: readonly IncomingEvent[]) => {
      if (given.length === 0) return [];
      const events = given.some(bringsFiles) ? await putFilesAside(db, given) : given;
      return group.submit(events.map((event) => fingerprint(event, { external: true })));
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
): Promise<IngestedBatch> {
  try {
    return await commitOnce(db, batch, false);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return commitOnce(db, batch, true);
  }
}

/** One transaction. When the answer to its COMMIT is lost, Postgres is asked what became of it. */
async function commitOnce(
  db: Database,
  batch: readonly FingerprintedEvent[],
  isRepeated: boolean,
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
    return await db.tx((sql) => ingestAlone(sql, batch, { isRepeated, onBegin, onCommit }));
  } catch (error) {
    if (!(error instanceof CommitUnknown) || kept === undefined) throw error;
    const fate = await transactionFate(db, xid, fateWaitMs);
    if (fate !== "committed") throw error;
    db.measure(countEvents(kept.results));
    return kept;
  }
}
