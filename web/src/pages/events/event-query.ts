import type { DecisionOutcome } from "../../../../src/domain/event.ts";
import type { Query } from "../../api/client.ts";
import type { EventFilter } from "./EventFilters.tsx";
import { boundsOf } from "./time-range.ts";

/** Outcomes that mean an error in the event, or of who sends it. */
const errorOutcomes: readonly DecisionOutcome[] = ["no_contact", "no_segment", "loop"];

/** What stands in the address for all of these. */
export const errorsFilter = "errors";

/** The API's query for what the address says. @param now milliseconds */
export function eventQueryOf(filter: EventFilter, now: number): Query {
  const { typeKey, outcome, key, contactId, workflowId } = filter;
  return {
    typeKey,
    outcome: outcome === errorsFilter ? errorOutcomes.join(",") : outcome,
    search: key,
    contactId,
    workflowId,
    ...boundsOf(filter, now),
  };
}
