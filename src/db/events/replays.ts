import { fanOutSource } from "../../domain/fan-out.ts";
import type { Decision, DecisionOutcome } from "../../domain/event.ts";
import type { Identity } from "../../domain/identity.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";
import { firstIdFrom, lastIdBefore, timeOfId } from "../core/id-times.ts";

/** An event as it was kept, with what a binding has decided of it. */
export interface KeptEvent {
  id: string;
  keyValue: string;
  params: Record<string, unknown>;
  identities: Identity[];
  /** Null: it named nobody, or its contact was erased. */
  contactId: string | null;
  isErased: boolean;
  receivedAt: Date;
  occurredAt: Date | null;
  source: string;
  hops: number;
  past: boolean;
  /** Null: the binding has not decided it. */
  outcome: DecisionOutcome | null;
  runId: string | null;
}

/** Which events: those of a binding's type, received within a time, or named. */
export interface KeptEvents {
  bindingId: string;
  typeId: string;
  from?: Date | undefined;
  to: Date;
  ids?: readonly string[] | undefined;
  contactId?: string | undefined;
}

const keptEvents = `
  select e.id, e.key_value as "keyValue", e.params, e.identities, c.id as "contactId",
         e.contact_id is not null and c.id is null as "isErased", e.received_at as "receivedAt",
         e.occurred_at as "occurredAt", e.source, e.hops, e.past, d.outcome, d.run_id as "runId"
    from events e
    left join event_decisions d on d.event_id = e.id and d.binding_id = $1
    left join contacts c on c.id = e.contact_id
   where e.type_id = $2 and e.id >= $3 and e.id < $4
     and e.received_at >= $5 and e.received_at < $6
     and ($7::uuid[] is null or e.id = any($7))
     and ($8::uuid is null or e.id > $8)
     and (d.event_id is not null or e.source not in ('${fanOutSource}', 'hand'))`;

/**
 * Events behind an id, in the order in which they came. What was sent for one binding alone (to a
 * member of its segment, say) is no other binding's.
 */
export async function keptEventsBehind(
  sql: Sql,
  which: KeptEvents,
  behind: string | null,
  limit: number,
): Promise<KeptEvent[]> {
  const { bindingId, typeId, from = new Date(0), to, ids = null, contactId } = which;
  const times = (ids ?? []).map(timeOfId);
  // Ids lie close together, where the type may have millions.
  const [first, last] =
    ids === null ? [from, to] : [new Date(Math.min(...times)), new Date(Math.max(...times) + 1)];
  const values = [bindingId, typeId, firstIdFrom(first), lastIdBefore(last), from, to, ids];
  if (contactId === undefined) {
    return sql.query<KeptEvent>(
      { name: "kept-events", text: `${keptEvents} order by e.id limit $9` },
      [...values, behind, limit],
    );
  }
  // By the index of contacts: a contact has few events, a type may have millions.
  return sql.query<KeptEvent>(
    {
      name: "kept-events-of-contact",
      text: `${keptEvents} and e.contact_id = $10 order by e.id limit $9`,
    },
    [...values, behind, limit, contactId],
  );
}

/** Has replays of one binding follow one another: the next sees what the one before has started. */
export async function lockReplays(sql: Sql, bindingId: string): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('replay ' || $1, 0))", [
    bindingId,
  ]);
}

const arrays = rowArrays<Decision & { eventId: string }>(
  {
    event_id: ["uuid", ({ eventId }) => eventId],
    binding_id: ["uuid", ({ bindingId }) => bindingId],
    workflow_id: ["uuid", ({ workflowId }) => workflowId],
    role: ["text", ({ role }) => role],
    outcome: ["text", ({ outcome }) => outcome],
    reason: ["text", ({ reason }) => reason],
    until: ["timestamptz", ({ until }) => until ?? null],
    run_id: ["uuid", ({ runId }) => runId ?? null],
    fan_out_id: ["uuid", ({ fanOutId }) => fanOutId ?? null],
  },
  3,
);

/** Puts decisions in the place of those before, which stay beside them as `replays`. */
export async function replaceDecisions(
  sql: Sql,
  actionId: string,
  at: Date,
  decisions: readonly (Decision & { eventId: string })[],
): Promise<void> {
  const before = (outcome: string, reason: string): string =>
    `jsonb_build_array(jsonb_build_object(
       'bulkActionId', $1::uuid, 'at', $2::timestamptz, 'outcome', ${outcome}, 'reason', ${reason}))`;
  await sql.query(
    {
      name: "replace-decisions",
      text: `insert into event_decisions as d (${arrays.names}, replays)
             select t.*, ${before("null", "null")} from ${arrays.unnest} as t (${arrays.names})
             on conflict (event_id, binding_id) do update
               set outcome = excluded.outcome, reason = excluded.reason, until = excluded.until,
                   run_id = excluded.run_id, fan_out_id = excluded.fan_out_id,
                   replays = coalesce(d.replays, '[]') || ${before("d.outcome", "d.reason")}`,
    },
    [actionId, at, ...arrays.values(decisions)],
  );
}
