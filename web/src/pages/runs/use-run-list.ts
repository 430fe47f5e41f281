import type { Query } from "../../api/client.ts";
import { useLive } from "../../api/live.ts";
import type { RunItem } from "../../api/runs.ts";
import { useNewRows } from "../../ui/use-new-rows.ts";
import { usePage } from "../../ui/use-page.ts";

/**
 * A page of runs that keeps itself up to date: a cursor names the run that stands above it, so later
 * pages change their rows' contents and never shift.
 */
export function useRunList(filter: Query, after: string | undefined) {
  const page = usePage<RunItem>("/runs", { ...filter, after });
  useLive(["runs"], [["/runs"]]);
  const items = after === undefined && !page.isPlaceholderData ? page.data?.items : undefined;
  return {
    page: page.data,
    error: page.error,
    retry: () => void page.refetch(),
    isNew: useNewRows(JSON.stringify(filter), items),
  };
}
