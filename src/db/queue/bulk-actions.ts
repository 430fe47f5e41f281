import type { BulkActionKind } from "../../contract/api/bulk-action.ts";
import type { bulkActionStates } from "../../contract/api/bulk-action.ts";
import type { Actor } from "../../domain/actor.ts";
import type { Sql } from "../core/database.ts";

export type BulkActionState = (typeof bulkActionStates)[number];

export interface NewBulkActionRow {
  id: string;
  kind: BulkActionKind;
  filter: object;
  search: string | null;
  settings: object;
  reason: string;
  found: number;
  foundAll: boolean;
  actor: Actor;
  requestedAt: Date;
}

export async function insertBulkAction(sql: Sql, one: NewBulkActionRow): Promise<void> {
  await sql.query(
    `insert into bulk_actions (id, kind, filter, search, settings, reason, found, found_all,
                               asked_kind, asked_id, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      one.id,
      one.kind,
      JSON.stringify(one.filter),
      one.search,
      JSON.stringify(one.settings),
      one.reason,
      one.found,
      one.foundAll,
      one.actor.kind,
      "id" in one.actor ? one.actor.id : null,
      one.requestedAt,
    ],
  );
}

/** One that a worker carries out, under a lease. */
export interface ClaimedBulkAction {
  id: string;
  kind: BulkActionKind;
  filter: Record<string, unknown>;
  search: string | null;
  settings: Record<string, unknown>;
  reason: string;
  cursor: string | null;
  /** Which attempt it is: another worker's word does not count any more. */
  attempts: number;
  requestedAt: Date;
}

/** Takes the oldest that is open and that no other worker has. */
export async function claimBulkAction(
  sql: Sql,
  leaseSeconds: number,
): Promise<ClaimedBulkAction | undefined> {
  const [row] = await sql.query<ClaimedBulkAction>(
    {
      name: "claim-bulk-action",
      text: `update bulk_actions
                set state = 'running', attempts = attempts + 1,
                    started_at = coalesce(started_at, clock_timestamp()),
                    lease_until = clock_timestamp() + make_interval(secs => $1)
              where id = (select id from bulk_actions
                           where state in ('pending', 'running')
                             and (lease_until is null or lease_until < clock_timestamp())
                           order by id limit 1 for update skip locked)
             returning id, kind, filter, search, settings, reason, cursor, attempts,
                       requested_at as "requestedAt"`,
    },
    [leaseSeconds],
  );
  return row;
}

export interface BulkPage {
  /** Null: there is nothing behind it. */
  cursor: string | null;
  lookedAt: number;
  changed: number;
  skipped: Readonly<Record<string, number>>;
}

/**
 * Locks an action to the end of the transaction, for one page of it.
 * @returns what it is to do now; "lost": another worker has it, or it has ended
 */
export async function lockBulkAction(
  sql: Sql,
  { id, attempts }: Pick<ClaimedBulkAction, "id" | "attempts">,
): Promise<"go on" | "cancel" | "lost"> {
  const [row] = await sql.query<{ isCancelled: boolean }>(
    {
      name: "lock-bulk-action",
      text: `select cancel_requested_at is not null as "isCancelled" from bulk_actions
              where id = $1 and attempts = $2 and state = 'running' for update`,
    },
    [id, attempts],
  );
  if (row === undefined) return "lost";
  return row.isCancelled ? "cancel" : "go on";
}

/** Notes a page in its transaction, and prolongs the lease. */
export async function recordBulkPage(
  sql: Sql,
  id: string,
  page: BulkPage,
  leaseSeconds: number,
): Promise<void> {
  await sql.query(
    {
      name: "note-bulk-page",
      text: `update bulk_actions
                set cursor = $2, looked_at = looked_at + $3, changed = changed + $4,
                    skipped = skipped || coalesce((
                      select jsonb_object_agg(key, value::int + coalesce((skipped ->> key)::int, 0))
                        from jsonb_each_text($5::jsonb)), '{}'),
                    lease_until = clock_timestamp() + make_interval(secs => $6),
                    state = case when $2::text is null then 'done' else state end,
                    ended_at = case when $2::text is null then clock_timestamp() end,
                    -- It may name a person.
                    search = case when $2::text is not null then search end
              where id = $1`,
    },
    [id, page.cursor, page.lookedAt, page.changed, JSON.stringify(page.skipped), leaseSeconds],
  );
}

export async function endBulkAction(
  sql: Sql,
  id: string,
  state: "cancelled" | "failed",
  error: string | null,
): Promise<void> {
  await sql.query(
    `update bulk_actions set state = $2, error = $3, search = null, ended_at = clock_timestamp()
      where id = $1 and state in ('pending', 'running')`,
    [id, state, error],
  );
}

/** Leaves an action to whoever comes next: at once, or after a pause. */
export async function leaveBulkAction(
  sql: Sql,
  { id, attempts }: Pick<ClaimedBulkAction, "id" | "attempts">,
  { seconds, error }: { seconds: number; error: string | null },
): Promise<void> {
  await sql.query(
    `update bulk_actions set lease_until = clock_timestamp() + make_interval(secs => $3), error = $4
      where id = $1 and attempts = $2 and state = 'running'`,
    [id, attempts, seconds, error],
  );
}

/** Asks an open action to end before its next page. @returns whether it was open */
export async function requestBulkCancel(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    `update bulk_actions
        set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
            lease_until = case state when 'pending' then null else lease_until end
      where id = $1 and state in ('pending', 'running') returning 1`,
    [id],
  );
  return rows.length > 0;
}

export interface BulkActionRow {
  id: string;
  action: BulkActionKind;
  filter: Record<string, unknown>;
  search: string | null;
  settings: Record<string, unknown>;
  reason: string;
  state: BulkActionState;
  found: number;
  foundAll: boolean;
  lookedAt: number;
  changed: number;
  skipped: Record<string, number>;
  moved: number | null;
  error: string | null;
  askedKind: Actor["kind"];
  askedId: string | null;
  askedName: string | null;
  requestedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const selection = `
  select a.id, a.kind as action, a.filter, a.search, a.settings, a.reason, a.state, a.found,
         a.found_all as "foundAll", a.looked_at as "lookedAt", a.changed, a.skipped,
         case when a.kind = 'move' then (
           select count(*) from run_moves m where m.action_id = a.id and m.state = 'moved') end as moved,
         a.error, a.asked_kind as "askedKind", a.asked_id as "askedId",
         case a.asked_kind when 'person' then (select name from people where id = a.asked_id)
                           when 'key' then (select name from api_keys where id = a.asked_id)
                           end as "askedName",
         a.requested_at as "requestedAt", a.started_at as "startedAt", a.ended_at as "endedAt"
    from bulk_actions a`;

export async function bulkActionById(sql: Sql, id: string): Promise<BulkActionRow | undefined> {
  const [row] = await sql.query<BulkActionRow>(`${selection} where a.id = $1`, [id]);
  return row;
}

/** Newest first, below a given id. */
export function bulkActionsBelow(
  sql: Sql,
  state: BulkActionState | null,
  limit: number,
  below: string | null,
): Promise<BulkActionRow[]> {
  return sql.query<BulkActionRow>(
    `${selection}
      where ($1::text is null or a.state = $1) and ($2::uuid is null or a.id < $2)
      order by a.id desc limit $3`,
    [state, below, limit],
  );
}
