import type { BlockContext } from "../blocks/block.ts";
import type { Sql } from "../db/database.ts";
import { factsOf } from "../db/run-facts.ts";
import type { RunRecord } from "../db/run-rows.ts";
import type { Facts } from "../domain/facts.ts";
import type { Step } from "../domain/plan.ts";
import type { KeepEvents } from "./capabilities/events.ts";
import { eventsCapability } from "./capabilities/events.ts";
import { ordersCapability } from "./capabilities/orders.ts";
import { segmentsCapability } from "./capabilities/segments.ts";
import { variablesCapability } from "./capabilities/variables.ts";

/** What a block may do, inside the transaction of its step. */
export function blockContext(
  sql: Sql,
  run: RunRecord,
  step: Step,
  keepEvents: KeepEvents,
): BlockContext {
  let facts: Promise<Facts> | undefined;
  return {
    now: new Date(step.at),
    facts: () => (facts ??= factsOf(sql, run)),
    segments: segmentsCapability(sql, run),
    orders: ordersCapability(sql, run),
    variables: variablesCapability(sql, run),
    events: eventsCapability(sql, run, step, keepEvents),
  };
}
