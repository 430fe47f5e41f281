import type { Knex } from "knex";
import type { blockStates } from "../../contract/api/run.ts";
import { builder } from "../core/database.ts";
import type { Found } from "../contacts/found-by-search.ts";
import { ofFound } from "../contacts/found-by-search.ts";
import { isPaused } from "./paused-runs.ts";

export const openStatuses = ["pending", "running"] as const;

export interface RunFilter {
  ids?: readonly string[];
  workflowId?: string;
  /** Of the workflow. */
  version?: number;
  contactId?: string;
  status?: string;
  /** Only those that have not ended. */
  isOpen?: true;
  paused?: boolean | undefined;
  /** Those that had ended by then. */
  endedBefore?: Date;
  /** Not of this version: its id. */
  otherThanVersion?: string;
  test?: boolean | undefined;
  /** Of the workflow. */
  blockId?: string;
  blockState?: (typeof blockStates)[number];
  from?: Date;
  to?: Date;
  /** The ids that types with this key have, or had before they were deleted. */
  type?: { key: string; ids: readonly string[] };
  /** How the event's key begins, or something by which the contact is found: see `contactsFoundBy`. */
  search?: string;
}

/**
 * Narrows a query of `runs as r`. OFFSET 0 keeps Postgres from joining what is to be asked of each run
 * that is looked at: for that it would read all runs of a block, or all events of a type.
 */
export function filterRuns(query: Knex.QueryBuilder, filter: RunFilter, found: Found | null): void {
  const { workflowId, contactId, status, test, from, to, type } = filter;
  if (filter.ids !== undefined) query.whereRaw("r.id = any(?::uuid[])", [[...filter.ids]]);
  if (workflowId !== undefined) query.where("r.workflow_id", workflowId);
  if (workflowId !== undefined && filter.version !== undefined) {
    query.whereRaw(
      "r.version_id = (select id from workflow_versions where workflow_id = ? and number = ?)",
      [workflowId, filter.version],
    );
  }
  if (contactId !== undefined) query.where("r.contact_id", contactId);
  if (status !== undefined) query.where("r.status", status);
  if (filter.isOpen === true) query.whereIn("r.status", [...openStatuses]);
  if (filter.paused !== undefined) {
    query.whereRaw(`${filter.paused ? "" : "not "}${isPaused("r.id")}`);
  }
  if (filter.endedBefore !== undefined) query.where("r.ended_at", "<", filter.endedBefore);
  if (filter.otherThanVersion !== undefined) {
    query.where("r.version_id", "<>", filter.otherThanVersion);
  }
  if (test !== undefined) query.whereRaw(`r.test is ${test ? "not null" : "null"}`);
  if (found !== null) query.where(ofFound("r", "event_key", found));
  if (from !== undefined) query.where("r.created_at", ">=", from);
  if (to !== undefined) query.where("r.created_at", "<", to);
  if (type !== undefined) {
    query.whereRaw(
      `(exists (select from events e where e.id = r.event_id and e.type_id = any(?::uuid[]) offset 0)
        or (r.test is not null and r.test -> 'event' ->> 'typeKey' = ?))`,
      [[...type.ids], type.key],
    );
  }
  if (filter.blockId !== undefined) {
    const condition = conditions[filter.blockState ?? "entered"];
    const names = { block: filter.blockId, workflow: workflowId ?? null };
    query.whereRaw(builder.raw(condition, names));
  }
}

/** A running run that is at a block: waiting, or with something in progress that leaves the house. */
const isAtBlock = `(r.status = 'running' and (
  exists (select from run_steps s
           where s.run_id = r.id and s.block_id = :block and s.ended_at is null and s.until > now() offset 0)
  or exists (select from messages m
              where m.run_id = r.id and m.state in ('queued', 'sending', 'held') and m.block_id = :block
                and m.broadcast_id is null offset 0)
  or exists (select from broadcasts b
              where b.run_id = r.id and b.block_id = :block and b.ended_at is null offset 0)
  or exists (select from paused_runs p
              where p.run_id = r.id and p.held_at is not null and p.block_id = :block offset 0)
  or exists (select from webhook_calls c where c.run_id = r.id and c.block_id = :block offset 0)))`;

/** Runs of versions that start at a block: the journal leaves the start out. */
const startsAtBlock = `r.version_id in (
  select id from workflow_versions where workflow_id = :workflow::uuid and exists (
    select from jsonb_array_elements(definition -> 'blocks') b
     where b ->> 'kind' = 'start' and b ->> 'id' = :block))`;

const conditions: Record<NonNullable<RunFilter["blockState"]>, string> = {
  waiting: isAtBlock,
  done: `(exists (select from run_steps s
                  where s.run_id = r.id and s.block_id = :block and s.ended_at is not null
                    and not (s.until > s.ended_at and s.ended_at >= r.ended_at
                             and (r.status = 'stopped' or r.goal_block is not null)))
          or (r.started_at is not null or r.retries > 0) and ${startsAtBlock})`,
  failed: `r.status = 'failed' and r.error ->> 'block' = :block`,
  entered: `(exists (select from run_steps s where s.run_id = r.id and s.block_id = :block)
             or (r.status = 'failed' and r.error ->> 'block' = :block)
             or ${isAtBlock}
             or ${startsAtBlock})`,
};
