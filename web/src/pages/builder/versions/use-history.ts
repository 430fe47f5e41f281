import { useInfiniteQuery } from "@tanstack/react-query";
import type { Change } from "../../../api/workflow-history.ts";
import { changesOf } from "../../../api/workflow-history.ts";
import type { VersionItem } from "../../../api/workflows.ts";
import { useVersions } from "./use-versions.ts";

export type Entry = { at: string } & (
  | { is: "version"; version: VersionItem }
  | { is: "change"; change: Change }
);

const pageSize = 50;

/** A workflow's versions and what was changed between them, newest first; older ones on demand. */
export function useHistory(workflowId: string) {
  const versions = useVersions(workflowId);
  const changes = useInfiniteQuery({
    queryKey: ["workflow", workflowId, "history"],
    queryFn: ({ pageParam, signal }) =>
      changesOf(workflowId, { limit: pageSize, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const made = changes.data?.pages.flatMap(({ items }) => items);
  const both = [versions, changes] as const;
  return {
    versions: versions.items,
    entries:
      versions.items === undefined || made === undefined
        ? undefined
        : merged(versions.items, made, {
            versions: versions.hasNextPage ? versions.items.at(-1)?.publishedAt : undefined,
            changes: changes.hasNextPage ? made.at(-1)?.at : undefined,
          }),
    error: versions.error ?? changes.error,
    refetch: () => void Promise.all(both.map((one) => one.refetch())),
    hasOlder: both.some((one) => one.hasNextPage),
    showOlder: () => {
      if (versions.hasNextPage) void versions.fetchNextPage();
      if (changes.hasNextPage) void changes.fetchNextPage();
    },
  };
}

/**
 * Both lists in one, by time. @param read how far back each is read, where there is more: beyond that
 * the other one alone would hide what is between.
 */
function merged(
  versions: readonly VersionItem[],
  changes: readonly Change[],
  read: { versions: string | undefined; changes: string | undefined },
): Entry[] {
  const since = [read.versions, read.changes]
    .filter((at) => at !== undefined)
    .toSorted()
    .at(-1);
  const entries: Entry[] = [
    ...versions.map((version) => ({ is: "version" as const, at: version.publishedAt, version })),
    ...changes
      .filter(({ kind }) => kind !== "published")
      .map((change) => ({ is: "change" as const, at: change.at, change })),
  ];
  return entries
    .filter(({ at }) => since === undefined || at >= since)
    .toSorted((one, other) => (one.at < other.at ? 1 : -1));
}
