import { getRouteApi } from "@tanstack/react-router";
import { useLive } from "../../api/live.ts";
import { useMay } from "../../api/session.ts";
import type { WorkflowItem } from "../../api/workflows.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { usePage } from "../../ui/use-page.ts";
import { t } from "../../i18n/i18n.ts";
import { NewWorkflow } from "./NewWorkflow.tsx";
import { NewWorkflowMenu } from "./NewWorkflowMenu.tsx";
import { NoWorkflows } from "./NoWorkflows.tsx";
import { workflowColumns } from "./workflow-columns.tsx";
import type { WorkflowFilter } from "./WorkflowFilters.tsx";
import { WorkflowFilters } from "./WorkflowFilters.tsx";

const route = getRouteApi("/inside/workflows");

export function WorkflowsPage() {
  const { search, tag, status, sort, after } = route.useSearch();
  const filter = { search, tag, status, sort };
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const page = usePage<WorkflowItem>("/workflows", { ...filter, after });
  const { data: list } = page;

  // Runs come by the second; their counts are looked at every few.
  useLive(["runs"], [["/workflows"]], 5_000);

  // Another filter is another list: its first page is shown.
  const change = (narrowed: Partial<WorkflowFilter>) =>
    void navigate({
      search: (former) => ({ ...former, ...narrowed, after: undefined }),
      replace: true,
    });
  const isFiltered = [search, tag, status, after].some((value) => value !== undefined);
  return (
    <Page
      title={t("workflows-list:title")}
      lead={t("workflows-list:lead")}
      actions={mayManage && <NewWorkflowMenu />}
    >
      <WorkflowFilters filter={filter} onChange={change} />
      <DataTable
        label={t("workflows-list:title")}
        columns={workflowColumns()}
        rows={list?.items}
        keyOf={({ id }) => id}
        error={page.error}
        retry={() => void page.refetch()}
        empty={<NoWorkflows isFiltered={isFiltered} />}
        footer={
          <Pager
            after={after}
            next={list?.next}
            rowCount={list?.items.length ?? 0}
            onPage={(next) => void navigate({ search: (former) => ({ ...former, after: next }) })}
          />
        }
      />
      {mayManage && <NewWorkflow />}
    </Page>
  );
}
