import { List, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { drainPreviewQuery, useBulkAction } from "../../api/bulk-actions.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { notifyDone } from "../../ui/notify.ts";
import { ReasonInput } from "../../ui/ReasonInput.tsx";

interface Props {
  channel: string;
  /** What the channel is called. */
  name: string;
  onClose(): void;
}

const shown = 5;

/** Says whose messages wait for a channel, asks why, and throws them away. */
export function DrainDialog({ channel, name, onClose }: Props) {
  const [reason, setReason] = useState("");
  const preview = useQuery(drainPreviewQuery(channel));
  const request = useBulkAction();
  const { found = 0, workflows = [] } = preview.data ?? {};
  const counted = { count: found, number: formatNumber(found) };
  const confirm = () =>
    request.mutate(
      // More may have come since they were counted: those were not meant.
      { action: "drain", messages: { channel }, reason: reason.trim(), atMost: found },
      {
        onSuccess: () => {
          notifyDone(t("bulk-actions:drain.asked", counted));
          onClose();
        },
        onError: () => void preview.refetch(),
      },
    );
  return (
    <ConfirmDialog
      opened
      title={t("bulk-actions:drain.title", { name })}
      action={t("bulk-actions:drain.do", counted)}
      isDangerous
      isPending={request.isPending}
      isDisabled={found === 0 || reason.trim() === ""}
      error={request.error ?? preview.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("bulk-actions:drain.hint")}</Text>
        {preview.data === undefined ? (
          preview.error === null && <Skeleton height={20} width="60%" />
        ) : (
          <div role="status">
            <Text size="sm" fw={600}>
              {found === 0 ? t("bulk-actions:drain.none") : t("bulk-actions:drain.found", counted)}
            </Text>
            <List size="sm" mt={4}>
              {workflows.slice(0, shown).map(({ id, name: workflow, runs: messages }) => (
                <List.Item key={id}>
                  {workflow}: {formatNumber(messages)}
                </List.Item>
              ))}
              {workflows.length > shown && (
                <List.Item>
                  {t("bulk-actions:others", {
                    count: workflows.length - shown,
                    number: formatNumber(workflows.length - shown),
                  })}
                </List.Item>
              )}
            </List>
          </div>
        )}
        <ReasonInput value={reason} onChange={setReason} />
      </Stack>
    </ConfirmDialog>
  );
}
