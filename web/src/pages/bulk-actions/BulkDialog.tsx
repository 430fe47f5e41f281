import { List, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RunActionKind, BulkPreview, BulkRuns } from "../../api/bulk-actions.ts";
import { bulkPreviewQuery, useBulkAction } from "../../api/bulk-actions.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { notifyDone } from "../../ui/notify.ts";
import { ReasonInput } from "../../ui/ReasonInput.tsx";
import type { RetryVersionChoice } from "./RetryVersion.tsx";
import { RetryVersion } from "./RetryVersion.tsx";

interface Props {
  action: RunActionKind;
  runs: BulkRuns;
  onClose(): void;
}

const shownWorkflows = 5;

/** Says to how many runs something would be done, and to whose, asks why, and has it done. */
export function BulkDialog({ action, runs, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [version, setVersion] = useState<RetryVersionChoice>("current");
  const elsewhere =
    action === "retry" && version === "current" ? { toVersion: "current" as const } : {};
  const wanted = { action, runs, ...elsewhere };
  const preview = useQuery({ ...bulkPreviewQuery(wanted), placeholderData: keepPreviousData });
  const request = useBulkAction();
  const found = preview.data;
  const why = reason.trim();
  const confirm = () => {
    if (found === undefined) return;
    // More may have come since they were counted: those were not meant.
    const most = found.isAll ? { atMost: found.found } : {};
    request.mutate(
      { ...wanted, reason: why, ...most },
      {
        onSuccess: () => {
          notifyDone(t(`bulk-actions:asked.${action}`, counted(found)));
          onClose();
        },
        onError: () => void preview.refetch(),
      },
    );
  };
  return (
    <ConfirmDialog
      opened
      title={t(`bulk-actions:title.${action}`)}
      action={t(
        `bulk-actions:do.${action}`,
        found === undefined ? { count: 0, number: "" } : counted(found),
      )}
      isDangerous={action === "stop"}
      isPending={request.isPending}
      isDisabled={found === undefined || found.found === 0 || why === ""}
      error={request.error ?? preview.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`bulk-actions:hint.${action}`)}</Text>
        {found === undefined ? <Skeleton height={20} width="60%" /> : <Found found={found} />}
        {action === "retry" && <RetryVersion value={version} onChange={setVersion} />}
        <ReasonInput value={reason} onChange={setReason} />
      </Stack>
    </ConfirmDialog>
  );
}

function Found({ found }: { found: BulkPreview }) {
  const { workflows, isAll, blockGone } = found;
  if (found.found === 0) return <Text size="sm">{t("bulk-actions:none")}</Text>;
  const others = workflows.length - shownWorkflows;
  return (
    <div role="status">
      <Text size="sm" fw={600}>
        {t(isAll ? "bulk-actions:found" : "bulk-actions:foundMore", counted(found))}
      </Text>
      <List size="sm" mt={4}>
        {workflows.slice(0, shownWorkflows).map(({ id, name, runs }) => (
          <List.Item key={id}>
            {name}: {formatNumber(runs)}
          </List.Item>
        ))}
        {others > 0 && (
          <List.Item>
            {t("bulk-actions:others", { count: others, number: formatNumber(others) })}
          </List.Item>
        )}
      </List>
      {blockGone > 0 && (
        <Text size="sm" mt={4}>
          {t("bulk-actions:skipped.blockGone", { count: blockGone })}
        </Text>
      )}
    </div>
  );
}

function counted({ found }: BulkPreview): { count: number; number: string } {
  return { count: found, number: formatNumber(found) };
}
