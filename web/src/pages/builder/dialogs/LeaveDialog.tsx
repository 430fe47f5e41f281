import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { useLeaveGuard } from "../hooks/use-leave-guard.ts";
import { t } from "../../../i18n/i18n.ts";

/** Holds back who leaves with work that can't be saved. */
export function LeaveDialog({ guard }: { guard: ReturnType<typeof useLeaveGuard> }) {
  const { status, proceed, reset } = guard;
  return (
    <Modal
      opened={status === "blocked"}
      onClose={() => reset?.()}
      title={t("builder-dialogs:leave.title")}
    >
      <Stack>
        <Text size="sm">{t("builder-dialogs:leave.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {t("builder-dialogs:leave.leave")}
          </Button>
          <Button onClick={() => reset?.()}>{t("builder-dialogs:leave.stay")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
