import { useState } from "react";
import type { Query } from "../../api/client.ts";
import { useLive } from "../../api/live.ts";
import type { RunItem } from "../../api/runs.ts";
import { usePage } from "../../ui/use-page.ts";

interface SeenRuns {
  filter: string;
  items: readonly RunItem[];
  /** The newest run that was shown before these. */
  before: string | undefined;
}

/**
 * A page of runs that keeps itself up to date: a cursor names the run that stands above it, so later
 * pages change their rows' contents and never shift. Ids of runs sort by time.
 */
export function useRunList(filter: Query, after: string | undefined) {
  const page = usePage<RunItem>("/runs", { ...filter, after });
  useLive(["runs"], [["/runs"]]);

  const text = JSON.stringify(filter);
  const [seen, setSeen] = useState<SeenRuns>();
  const items = after === undefined && !page.isPlaceholderData ? page.data?.items : undefined;
  if (items !== undefined && items !== seen?.items) {
    const before = seen?.filter === text ? (seen.items[0]?.id ?? "") : undefined;
    setSeen({ filter: text, items, before });
  }
  return {
    page: page.data,
    error: page.error,
    retry: () => void page.refetch(),
    isNew: ({ id }: RunItem) =>
      after === undefined && seen?.before !== undefined && id > seen.before,
  };
}
