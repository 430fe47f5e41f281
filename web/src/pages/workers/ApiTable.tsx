import type { Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { processColumns } from "./process-columns.tsx";

export function ApiTable({ apis }: { apis: Workers["apis"] | undefined }) {
  return (
    <DataTable
      label={t("workers:apis.title")}
      rows={apis}
      keyOf={({ identity }) => identity}
      empty={<EmptyState title={t("workers:apis.none")}>{t("workers:apis.noneHint")}</EmptyState>}
      columns={processColumns<Workers["apis"][number]>({
        header: t("workers:column.api"),
        nameOf: (name) => t("workers:api", { name }),
        version: ({ version }) => version,
      })}
    />
  );
}
