import type { Query } from "../../api/client.ts";
import { boundsOf } from "../events/time-range.ts";

/** What the list is narrowed to, as it stands in the address. */
interface Filter {
  createdFrom?: string;
  createdTo?: string;
  [other: string]: string | undefined;
}

/** The API's query for what the address says. @param now milliseconds */
export function contactListQueryOf(filter: Filter, now: number): Query {
  const { from, to } = boundsOf({ from: filter.createdFrom, to: filter.createdTo }, now);
  return { ...filter, createdFrom: from, createdTo: to };
}
