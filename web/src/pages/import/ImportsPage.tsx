import { Anchor, Group } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ContactImport } from "../../api/imports.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { exactTime } from "../../ui/format-time.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { usePage } from "../../ui/use-page.ts";
import { stateLabel, stateTone } from "./state.ts";

const route = getRouteApi("/inside/import");

/** The imports so far, and the way to a new one. */
export function ImportsPage() {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const maySend = useMay("send");
  const imports = usePage<ContactImport>("/contact-imports", { after });
  const start = maySend && (
    <ButtonLink to="/import/new" leftSection={<IconFileImport size={16} />}>
      {t("import:new")}
    </ButtonLink>
  );
  return (
    <Page title={t("import:title")} lead={t("import:lead")} actions={start}>
      <DataTable
        label={t("import:list")}
        rows={imports.data?.items}
        error={imports.error}
        retry={() => void imports.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={t("import:none")} action={start}>
            {t("import:noneHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "when",
            header: t("import:columns.when"),
            cell: ({ id, createdAt }) => (
              <Anchor
                size="sm"
                fw={600}
                renderRoot={(props) => <Link to="/import/$id" params={{ id }} {...props} />}
              >
                {exactTime(createdAt)}
              </Anchor>
            ),
          },
          {
            key: "state",
            header: t("import:columns.state"),
            cell: ({ state, dryRun }) => (
              <Group gap={4}>
                <StatusBadge value={stateTone(state)} label={stateLabel(state)} />
                {dryRun && <StatusBadge value="still" label={t("import:dryRun")} />}
              </Group>
            ),
          },
          ...(["rows", "made", "changed", "failed"] as const).map((name) => ({
            key: name,
            header: t(`import:columns.${name}`),
            align: "right" as const,
            cell: (one: ContactImport) => formatNumber(one[name]),
          })),
        ]}
        footer={
          <Pager
            after={after}
            next={imports.data?.next}
            rowCount={imports.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { after: cursor } })}
          />
        }
      />
    </Page>
  );
}
