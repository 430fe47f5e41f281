import { Text } from "@mantine/core";
import type { Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Time } from "../../ui/Time.tsx";
import { ProcessState } from "./ProcessState.tsx";
import { Standing } from "./Standing.tsx";

export function WorkerTable({ workers }: { workers: Workers["workers"] | undefined }) {
  return (
    <DataTable
      label={t("workers:alive.title")}
      rows={workers}
      keyOf={({ identity }) => identity}
      empty={<EmptyState title={t("workers:alive.none")}>{t("workers:alive.noneHint")}</EmptyState>}
      columns={[
        {
          key: "name",
          header: t("workers:column.worker"),
          cell: ({ name, identity }) => (
            <>
              <Text size="sm" fw={600}>
                {t("workers:name", { name })}
              </Text>
              <Text size="xs" c="dimmed" ff="monospace" style={{ wordBreak: "break-all" }}>
                {identity}
              </Text>
            </>
          ),
        },
        {
          key: "state",
          header: t("workers:column.state"),
          cell: ({ alive, standing }) => (
            <ProcessState alive={alive} draining={standing?.draining === true} />
          ),
        },
        {
          key: "version",
          header: t("workers:column.version"),
          cell: ({ version, build }) => (
            <>
              {version ?? "–"}
              {build !== null && (
                <Text size="xs" c="dimmed">
                  {build}
                </Text>
              )}
            </>
          ),
        },
        {
          key: "work",
          header: t("workers:column.work"),
          cell: ({ standing }) => <Standing of={standing} />,
        },
        {
          key: "since",
          header: t("workers:column.since"),
          cell: ({ startedAt }) => <Time at={startedAt} />,
        },
        {
          key: "seen",
          header: t("workers:column.seen"),
          cell: ({ lastSeenAt }) => <Time at={lastSeenAt} />,
        },
      ]}
    />
  );
}
