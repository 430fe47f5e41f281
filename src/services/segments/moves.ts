import type { Sql } from "../../db/core/database.ts";
import { isTypeUsed } from "../../db/events/event-type-use.ts";
import { stopByRule } from "../../db/runs/stop-rules.ts";
import { ingestInTransaction } from "../../ingest/ingest-in-transaction.ts";

/** The keys of the events that tell of members who come and go. */
const segmentEntered = "segmentEntered";
const segmentLeft = "segmentLeft";

export interface SegmentMove {
  contactId: string;
  segmentId: string;
  segment: string;
  entered: boolean;
  /** One more than the hops of the run that caused it, if one did. */
  hops?: number;
}

/**
 * Tells of members who came or went, in the transaction of the change: stops runs that a rule of their
 * workflow ends by it, and raises events where something is bound to them or waits for them.
 * @returns whether there may be work for the dispatcher
 */
export async function tellMoves(sql: Sql, moves: readonly SegmentMove[]): Promise<boolean> {
  if (moves.length === 0) return false;
  let work = false;
  for (const entered of [true, false]) {
    const these = moves.filter((move) => move.entered === entered);
    if (these.length === 0) continue;
    for (const segment of [...new Set(these.map((move) => move.segment))].toSorted()) {
      const ids = these.filter((move) => move.segment === segment).map((move) => move.contactId);
      const when = entered ? "enters" : "leaves";
      work = (await stopByRule(sql, { kind: "segment", segment, when }, ids)) > 0 || work;
    }
    const typeKey = entered ? segmentEntered : segmentLeft;
    if (!(await isTypeUsed(sql, typeKey))) continue;
    await ingestInTransaction(
      sql,
      these.map(({ contactId, segmentId, segment, hops = 0 }) => ({
        typeKey,
        keyValue: contactId,
        params: { segmentId, segment },
        identities: [],
        knownContactId: contactId,
        source: "system",
        hops,
      })),
    );
    work = true;
  }
  return work;
}
