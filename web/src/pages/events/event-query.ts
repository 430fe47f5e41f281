import type { Query } from "../../api/client.ts";
import type { EventFilter } from "./EventFilters.tsx";
import { errorOutcomes, errorsFilter } from "./outcomes.ts";
import { boundsOf } from "./time-range.ts";

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
