import { Text } from "@mantine/core";
import type { Run, Visit } from "../../api/runs.ts";
import { useSkipWait } from "../../api/runs.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { formatUntil } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  run: Run;
  wait: Visit;
  names: ReadonlyMap<string, string>;
  opened: boolean;
  onClose(): void;
}

/** Skips the wait that the page shows, and no later one. */
export function SkipWaitDialog({ run, wait, names, opened, onClose }: Props) {
  const skip = useSkipWait(run.id);
  const { blockId, visit, until, kind } = wait;
  const close = () => {
    skip.reset();
    onClose();
  };
  const confirm = () =>
    skip.mutate(
      { blockId, visit },
      {
        onSuccess: ({ meaning }) => {
          notifyDone(`${meaning}.`);
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      opened={opened}
      title={t("runs:skip.title", { name: names.get(blockId) ?? blockId })}
      action={t("runs:action.skip")}
      isPending={skip.isPending}
      error={skip.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">
        {until === null ? t("runs:skip.open") : t("runs:skip.until", { time: formatUntil(until) })}{" "}
        {kind === "waitForEvent" && `${t("runs:skip.event")} `}
        {t("runs:skip.only")}
      </Text>
    </ConfirmDialog>
  );
}
