import { List, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch } from "../../../api/client.ts";
import type { RetentionOutlook, RetentionSettings } from "../../../api/retention.ts";
import { retentionQuery } from "../../../api/retention.ts";
import { t } from "../../../i18n/i18n.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { formatNumber } from "../../../ui/format-number.ts";
import { formatUntil } from "../../../ui/format-time.ts";
import { notifyDone } from "../../../ui/notify.ts";
import { LookBacks } from "./LookBacks.tsx";

interface Props {
  /** What the change comes to; without it the dialog is closed. */
  outlook: RetentionOutlook | undefined;
  onSaved(saved: RetentionSettings): void;
  onClose(): void;
}

/** Says what goes with the next sweeps before anything does: it can't be undone. */
export function SaveDialog({ outlook, onSaved, onClose }: Props) {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (change: RetentionOutlook) =>
      patch<RetentionSettings>("/retention", { ...change.retention, acceptLookBacks: true }),
    onSuccess: (saved) => {
      queryClient.setQueryData(retentionQuery.queryKey, saved);
      notifyDone(t("settings-retention:saved"));
      onSaved(saved);
    },
  });
  const going = outlook?.due.filter(({ count }) => count > 0) ?? [];
  return (
    <ConfirmDialog
      opened={outlook !== undefined}
      title={t("settings-retention:dialog.title")}
      action={t(`settings-retention:dialog.${going.length > 0 ? "forget" : "save"}`)}
      isDangerous={going.length > 0}
      isPending={save.isPending}
      error={save.error}
      onConfirm={() => outlook !== undefined && save.mutate(outlook)}
      onClose={() => {
        save.reset();
        onClose();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {t(`settings-retention:dialog.${going.length > 0 ? "goes" : "nothing"}`)}
        </Text>
        {going.length > 0 && (
          <List size="sm">
            {going.map(({ kind, before, count, isAtLeast }) => (
              <List.Item key={kind}>
                {t(`settings-retention:due.${kind}`, {
                  number: isAtLeast
                    ? t("settings-retention:atLeast", { number: formatNumber(count) })
                    : formatNumber(count),
                  at: before === null ? "" : formatUntil(before),
                })}
              </List.Item>
            ))}
          </List>
        )}
        <LookBacks lookBacks={outlook?.lookBacks ?? []} />
      </Stack>
    </ConfirmDialog>
  );
}
