import { Text } from "@mantine/core";
import type { WorkerVersions } from "../../api/worker-versions.ts";
import type { Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { processColumns } from "./process-columns.tsx";

export function WorkerTable({
  workers,
  versions,
}: {
  workers: Workers["workers"] | undefined;
  versions: WorkerVersions["versions"] | undefined;
}) {
  const releaseOf = (worker: string) =>
    versions?.find((one) => one.workers.some(({ identity }) => identity === worker))?.buildId;
  return (
    <DataTable
      label={t("workers:alive.title")}
      rows={workers}
      keyOf={({ identity }) => identity}
      empty={<EmptyState title={t("workers:alive.none")}>{t("workers:alive.noneHint")}</EmptyState>}
      columns={processColumns<Workers["workers"][number]>({
        header: t("workers:column.worker"),
        nameOf: (name) => t("workers:name", { name }),
        version: ({ identity, version, build }) => (
          <div>
            {version ?? "–"}
            {build !== null && (
              <Text size="xs" c="dimmed">
                {releaseOf(identity) ?? build}
              </Text>
            )}
          </div>
        ),
      })}
    />
  );
}
