import { queryClient } from "../api/query-client.ts";
import { versionQuery, workflowQuery } from "../api/workflows.ts";

/** The version that new runs get, of a workflow that is in the cache; none where there is none. */
export function liveVersion(workflowId: string) {
  const number = queryClient.getQueryData(workflowQuery(workflowId).queryKey)?.currentVersion;
  return number == null || number === 0 ? [] : [versionQuery(workflowId, number)];
}
