import { Anchor, Group } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { WorkflowItem } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { formatBoundedCount } from "../../ui/format-number.ts";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { usePage } from "../../ui/use-page.ts";
import { WorkflowBadge } from "../workflows/WorkflowBadge.tsx";

const route = getRouteApi("/inside/reports");

/** Every workflow, with the way to its reports. */
export function ReportsPage() {
  const { search, after } = route.useSearch();
  const navigate = route.useNavigate();
  const workflows = usePage<WorkflowItem>("/workflows", { search, after, sort: "updatedAt" });
  return (
    <Page title={t("reports:title")} lead={t("reports:lead")}>
      <Group mb="sm">
        <SearchField
          label={t("reports:search")}
          placeholder={t("reports:searchHint")}
          value={search}
          onChange={(text) => void navigate({ search: { search: text } })}
        />
      </Group>
      <DataTable
        label={t("reports:title")}
        rows={workflows.data?.items}
        error={workflows.error}
        retry={() => void workflows.refetch()}
        keyOf={({ id }) => id}
        onRow={({ id }) => void navigate({ to: "/reports/$id", params: { id } })}
        empty={
          search === undefined ? (
            <EmptyState
              title={t("reports:none")}
              action={<ButtonLink to="/workflows">{t("reports:toWorkflows")}</ButtonLink>}
            >
              {t("reports:noneHint")}
            </EmptyState>
          ) : (
            <EmptyState title={t("reports:noneFound")} />
          )
        }
        columns={[
          {
            key: "name",
            header: t("reports:columns.workflow"),
            cell: ({ id, name }) => (
              <Anchor
                size="sm"
                fw={600}
                renderRoot={(props) => <Link to="/reports/$id" params={{ id }} {...props} />}
              >
                {name}
              </Anchor>
            ),
          },
          {
            key: "status",
            header: t("reports:columns.status"),
            cell: (workflow) => <WorkflowBadge workflow={workflow} />,
          },
          {
            key: "week",
            header: t("reports:columns.week"),
            align: "right",
            cell: ({ runs }) => formatBoundedCount(runs.last7Days),
          },
          {
            key: "waiting",
            header: t("reports:columns.waiting"),
            align: "right",
            cell: ({ waiting }) => formatBoundedCount(waiting),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={workflows.data?.next}
            rowCount={workflows.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { search, after: cursor } })}
          />
        }
      />
    </Page>
  );
}
