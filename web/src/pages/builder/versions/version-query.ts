import { queryOptions } from "@tanstack/react-query";
import { get } from "../../../api/client.ts";
import type { Version } from "../../../api/workflows.ts";

/** A published version, which never changes. */
export const versionQuery = (workflowId: string, number: number) =>
  queryOptions({
    queryKey: ["workflow-version", workflowId, number],
    queryFn: ({ signal }) =>
      get<Version>(`/workflows/${workflowId}/versions/${number}`, {}, signal),
    staleTime: Infinity,
  });
