import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { BulkMenu } from "../bulk-actions/BulkMenu.tsx";
import { NoRuns } from "./NoRuns.tsx";
import { runColumns } from "./run-columns.tsx";
import { RunFilters } from "./RunFilters.tsx";
import type { RunFilter } from "./run-query.ts";
import { runQueryOf } from "./run-query.ts";
import { useRunList } from "./use-run-list.ts";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/runs");

/** All runs, newest first; new ones appear by themselves. */
export function RunsPage() {
  const { after, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  // A range that ends now is counted from when it was chosen, or the list would never rest.
  const [now, setNow] = useState(Date.now);
  const query = runQueryOf(filter, now);
  const { page, error, retry, isNew } = useRunList(query, after);
  const { data: kinds } = useQuery(blockKindsQuery);
  const columns = useMemo(() => runColumns(kinds), [kinds]);

  const change = (narrowed: Partial<RunFilter>) => {
    setNow(Date.now());
    const search = (old: RunFilter) => ({ ...old, ...narrowed, after: undefined });
    void navigate({ search, replace: true, resetScroll: false });
  };
  const isNarrowed = after !== undefined || Object.keys(filter).length > 0;

  return (
    <Page title={t("runs:title")} lead={t("runs:lead")} actions={<BulkMenu filter={query} />}>
      <RunFilters filter={filter} onChange={change} />
      <DataTable
        label={t("runs:title")}
        columns={columns}
        rows={page?.items}
        keyOf={({ id }) => id}
        error={error}
        retry={retry}
        tone={(run) => (isNew(run) ? "new" : undefined)}
        onRow={({ id }) => void navigate({ to: "/runs/$id", params: { id }, search: {} })}
        empty={
          <NoRuns
            isFiltered={isNarrowed}
            goesOn={page?.next != null}
            onClear={() => void navigate({ search: {} })}
          />
        }
        footer={
          page && (
            <Pager
              after={after}
              next={page.next}
              rowCount={page.items.length}
              onPage={(next) => void navigate({ search: (old) => ({ ...old, after: next }) })}
            />
          )
        }
      />
    </Page>
  );
}
