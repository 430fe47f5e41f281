import { Anchor, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { RunSummary } from "../../../../src/contract/api/run.ts";
import type { Wire } from "../../api/wire.ts";
import { t } from "../../i18n/i18n.ts";
import { nameOrId } from "../../ui/ContactLabel.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";

interface Props {
  rows: Wire<RunSummary>[] | undefined;
  error: unknown;
  retry(): void;
}

export function NewestRuns({ rows, error, retry }: Props) {
  return (
    <section aria-labelledby="newest-runs">
      <Title order={2} id="newest-runs" mb="xs">
        {t("home:runs.title")}
      </Title>
      <DataTable
        label={t("home:runs.title")}
        rows={rows}
        error={error}
        retry={retry}
        keyOf={({ id }) => id}
        empty={<EmptyState title={t("home:runs.none")}>{t("home:runs.noneHint")}</EmptyState>}
        columns={[
          {
            key: "run",
            header: t("home:runs.workflow"),
            cell: ({ id, workflow, event, contactId, contactName }) => (
              <>
                <Anchor component={Link} to={`/runs/${id}`} size="sm" fw={600}>
                  {workflow.name}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {[event.typeKey, event.key, nameOrId(contactId, contactName)]
                    .filter(Boolean)
                    .join(" · ")}
                </Text>
              </>
            ),
          },
          {
            key: "status",
            header: t("home:runs.status"),
            cell: ({ status, test }) => (
              <StatusBadge
                value={status}
                label={
                  test
                    ? t("home:runs.test", { status: t(`words:status.${status}`) })
                    : t(`words:status.${status}`)
                }
              />
            ),
          },
          {
            key: "at",
            header: t("home:runs.at"),
            cell: ({ createdAt }) => <Time at={createdAt} />,
          },
        ]}
      />
    </section>
  );
}
