import type { Knex } from "knex";
import type { Found } from "../contacts/found-by-search.ts";
import { ofContacts } from "../contacts/found-by-search.ts";
import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";
import { firstIdFrom, lastIdBefore } from "../core/id-times.ts";
import { beginningPattern } from "../core/like.ts";
import type { Bounds, NewestFirst, Part, Way } from "../core/look-through.ts";
import type { RunFilter } from "./run-filter.ts";
import { openStatuses } from "./run-filter.ts";

export const runList: NewestFirst = { table: "runs", order: ["id"], byIds: true };

export function runBounds({ from, to, below }: RunFilter & { below?: string }): Bounds {
  return (query, [id = "id"]) => {
    if (below !== undefined) query.where(id, "<", below);
    if (from !== undefined) query.where(id, ">=", firstIdFrom(from));
    if (to !== undefined) query.where(id, "<", lastIdBefore(to));
  };
}

/** The ways to the runs that a filter lets pass; none, where the list's own order is all that there is. */
export async function waysToRuns(
  sql: Sql,
  filter: RunFilter & { below?: string },
  found: Found | null,
): Promise<Way[]> {
  const { workflowId, contactId, status, test, type, blockId, blockState } = filter;
  const ways: Way[] = [];
  const { ids } = filter;
  if (ids !== undefined) ways.push([inOrder((query) => query.whereIn("id", [...ids]))]);
  if (workflowId !== undefined) ways.push([having({ workflow_id: workflowId })]);
  if (contactId !== undefined) ways.push([having({ contact_id: contactId })]);
  // Nearly all runs are completed or become it: those are found as quickly without an index.
  if (status !== undefined && status !== "completed") ways.push([having({ status })]);
  if (filter.isOpen === true) ways.push(openStatuses.map((one) => having({ status: one })));
  if (filter.paused === true) {
    ways.push([{ from: "paused_runs", order: ["run_id"], narrow: () => undefined }]);
  }
  if (test === true) ways.push([tests(() => undefined)]);
  if (blockId !== undefined && blockState === "waiting") ways.push(atBlock(blockId));
  if (blockId !== undefined && blockState === "failed") {
    const failed = "status = 'failed' and error ->> 'block' = ?";
    ways.push([
      inOrder((query) => query.whereRaw(failed, [blockId]).where({ workflow_id: workflowId })),
    ]);
  }
  if (type !== undefined) {
    const events = builder("events").whereIn("type_id", [...type.ids]);
    const ofTests = tests((query) =>
      query.whereRaw("test -> 'event' ->> 'typeKey' = ?", [type.key]),
    );
    ways.push(...(await wayByEvents(sql, events, ofTests)));
  }
  if (found !== null) {
    const pattern = beginningPattern(found.search);
    const events = builder("events").whereLike("key_value", pattern);
    const ofTests = tests((query) => query.whereLike("event_key", pattern));
    const byEvents = await wayByEvents(sql, events, ofTests);
    const byContacts = ofContacts(runList, found, runBounds(filter));
    ways.push(...byEvents.map((parts) => [...parts, byContacts]));
  }
  const isFiltered =
    status !== undefined ||
    test === false ||
    filter.paused === false ||
    type !== undefined ||
    found !== null;
  if (ways.length === 0 && isFiltered) ways.push([inOrder(() => undefined)]);
  return ways;
}

function inOrder(narrow: Part["narrow"]): Part {
  return { from: runList.table, order: runList.order, narrow };
}

const having = (columns: Record<string, string>): Part => inOrder((query) => query.where(columns));

function tests(narrow: Part["narrow"]): Part {
  return inOrder((query) => {
    query.whereRaw("test is not null");
    narrow(query);
  });
}

/** So many events can be followed to their runs for a page. */
const mostEvents = 5_000;

/** By the events that are sought and the index on a run's event; no way, where there are many. */
async function wayByEvents(sql: Sql, events: Knex.QueryBuilder, ofTests: Part): Promise<Way[]> {
  const ids = events.select("id");
  const isMany = (await sql.run(ids.clone().offset(mostEvents).limit(1))).length > 0;
  if (isMany) return [];
  // As an array, and with OFFSET 0: or else Postgres may walk through all runs.
  const from = builder.raw(
    "(select id from runs where event_id = any(array(? offset 0)) offset 0) as of_events",
    [ids],
  );
  return [[{ from, order: runList.order, narrow: () => undefined }, ofTests]];
}

/** Waits by their own index; what is in progress otherwise is little. */
function atBlock(block: string): Way {
  const order = ["run_id"];
  const of = (table: string, condition: string): Part => ({
    from: table,
    order,
    narrow: (query) => query.where("block_id", block).whereRaw(condition),
  });
  return [
    of("run_steps", "ended_at is null"),
    of("messages", "state in ('queued', 'sending', 'held') and broadcast_id is null"),
    of("broadcasts", "ended_at is null"),
    of("webhook_calls", "true"),
    of("paused_runs", "held_at is not null"),
  ];
}
