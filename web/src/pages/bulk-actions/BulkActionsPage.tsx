import { getRouteApi } from "@tanstack/react-router";
import type { BulkAction } from "../../api/bulk-actions.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { bulkActionColumns } from "./bulk-action-columns.tsx";
import { stateNames } from "./labels.ts";
import { useBulkActions } from "./use-bulk-actions.ts";

const route = getRouteApi("/inside/bulk-actions");

/** What was done to many runs at once, and how far it has come. */
export function BulkActionsPage() {
  const { state, after } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: page, error, refetch } = useBulkActions(state, after);
  return (
    <Page title={t("bulk-actions:page")} lead={t("bulk-actions:lead")}>
      <div style={{ maxWidth: 220, marginBottom: "var(--mantine-spacing-xs)" }}>
        <FilterSelect
          label={t("bulk-actions:column.state")}
          any={t("bulk-actions:anyState")}
          options={stateNames()}
          value={state}
          onChange={(next) => void navigate({ search: next === undefined ? {} : { state: next } })}
        />
      </div>
      <DataTable<BulkAction>
        label={t("bulk-actions:page")}
        columns={bulkActionColumns()}
        rows={page?.items}
        keyOf={({ id }) => id}
        error={error}
        retry={() => void refetch()}
        empty={
          <EmptyState title={t("bulk-actions:empty")}>{t("bulk-actions:emptyHint")}</EmptyState>
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
