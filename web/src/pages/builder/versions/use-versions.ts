import { useInfiniteQuery } from "@tanstack/react-query";
import { get } from "../../../api/client.ts";
import type { VersionItem } from "../../../api/workflows.ts";
import type { WirePage } from "../../../api/wire.ts";

/** A workflow's versions, newest first; older ones on demand. */
export function useVersions(workflowId: string) {
  const path = `/workflows/${workflowId}/versions`;
  const { data, ...rest } = useInfiniteQuery({
    queryKey: ["workflow", workflowId, "versions"],
    queryFn: ({ pageParam, signal }) =>
      get<WirePage<VersionItem>>(path, { limit: 50, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return { ...rest, items: data?.pages.flatMap(({ items }) => items) };
}
