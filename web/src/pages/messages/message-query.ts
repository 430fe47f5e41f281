import type { Query } from "../../api/client.ts";
import { boundsOf } from "../events/time-range.ts";

/** What the list is narrowed to, as it stands in the address. */
export interface MessageFilter {
  search?: string;
  state?: string;
  channel?: string;
  workflowId?: string;
  contactId?: string;
  kind?: string;
  test?: string;
  from?: string;
  to?: string;
}

/** The API's query for what the address says. @param now milliseconds */
export function messageQueryOf({ kind, ...filter }: MessageFilter, now: number): Query {
  const transactional = kind === undefined ? undefined : kind === "transactional";
  return { ...filter, transactional, ...boundsOf(filter, now) };
}
