import type { Query } from "../../api/client.ts";
import { boundsOf } from "../events/time-range.ts";

/** What the list is narrowed to, as it stands in the address. */
export interface RunFilter {
  workflowId?: string;
  version?: string;
  status?: string;
  test?: string;
  contactId?: string;
  blockId?: string;
  blockState?: string;
  from?: string;
  to?: string;
  typeKey?: string;
  key?: string;
}

/** The API's query for what the address says. @param now milliseconds */
export function runQueryOf(filter: RunFilter, now: number): Query {
  const { key, blockId, blockState, workflowId, version, status, ...same } = filter;
  // A block and a version are a workflow's: alone they say nothing.
  const ofWorkflow = workflowId === undefined ? {} : { workflowId, version, blockId };
  return {
    ...same,
    ...(status === "paused" ? { paused: "true" } : { status }),
    ...ofWorkflow,
    blockState: workflowId === undefined || blockId === undefined ? undefined : blockState,
    search: key,
    ...boundsOf(filter, now),
  };
}
