import { Progress, Stack, Text } from "@mantine/core";
import type { BulkAction } from "../../api/bulk-actions.ts";
import { t } from "../../i18n/i18n.ts";
import { apiWords } from "../../i18n/api-words.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { Time } from "../../ui/Time.tsx";
import { CancelButton } from "./CancelButton.tsx";
import { skippedTexts, stateNames } from "./labels.ts";
import { isOpen } from "./use-bulk-actions.ts";

export function bulkActionColumns(): Column<BulkAction>[] {
  return [
    {
      key: "action",
      header: t("bulk-actions:column.action"),
      width: "24%",
      cell: ({ action, reason }) => (
        <>
          <Text size="sm" fw={600}>
            {t(`bulk-actions:name.${action}`)}
          </Text>
          <Text size="xs" c="dimmed">
            {sentence(apiWords(reason))}
          </Text>
        </>
      ),
    },
    {
      key: "state",
      header: t("bulk-actions:column.state"),
      width: 120,
      cell: ({ state }) => <StatusBadge value={state} label={stateNames()[state]} />,
    },
    {
      key: "runs",
      header: t("bulk-actions:column.runs"),
      width: "34%",
      cell: (one) => <Came {...one} />,
    },
    {
      key: "by",
      header: t("bulk-actions:column.by"),
      width: "14%",
      cell: ({ by }) => by.name ?? t(`bulk-actions:by.${by.kind}`),
    },
    {
      key: "at",
      header: t("bulk-actions:column.at"),
      width: 110,
      cell: ({ requestedAt }) => <Time at={requestedAt} />,
    },
    {
      key: "cancel",
      header: "",
      width: 110,
      align: "right",
      cell: (one) => isOpen(one) && <CancelButton action={one} />,
    },
  ];
}

/** How far it has come. */
function Came(action: BulkAction) {
  const { found, lookedAt, changed, skipped, moved, error } = action;
  const total = Math.max(found, lookedAt, 1);
  const counts = {
    count: changed,
    number: formatNumber(changed),
    found: formatNumber(found),
  };
  return (
    <Stack gap={2}>
      <Text size="sm">{t(cameBy(action), counts)}</Text>
      {isOpen(action) && (
        <Progress
          value={(100 * lookedAt) / total}
          size="sm"
          aria-label={t("bulk-actions:progress")}
        />
      )}
      {moved !== null && (
        <Text size="xs" c="dimmed">
          {t("bulk-actions:moved", { count: moved, number: formatNumber(moved) })}
        </Text>
      )}
      {skippedTexts(skipped).map((text) => (
        <Text key={text} size="xs" c="dimmed">
          {text}
        </Text>
      ))}
      {error !== null && (
        <Text size="xs" c="dimmed">
          {sentence(apiWords(error))}
        </Text>
      )}
    </Stack>
  );
}

function cameBy({ action, foundAll }: BulkAction) {
  if (action === "drain") return "bulk-actions:drain.came";
  if (action === "replay") {
    return foundAll ? "bulk-actions:replay.came" : "bulk-actions:replay.cameMore";
  }
  return foundAll ? "bulk-actions:came" : "bulk-actions:cameMore";
}
