import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { t } from "../../i18n/i18n.ts";

interface Props {
  isChanged: boolean;
  isSaving: boolean;
  /** Saves; resolves with whether that worked. */
  onSave(): Promise<boolean>;
}

/** Holds back who leaves with changes that are not saved. */
export function LeaveTemplateDialog({ isChanged, isSaving, onSave }: Props) {
  const { status, proceed, reset } = useBlocker({
    withResolver: true,
    enableBeforeUnload: isChanged,
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
  });
  const save = async () => {
    if (await onSave()) proceed?.();
    else reset?.();
  };
  return (
    <Modal
      opened={status === "blocked"}
      onClose={() => reset?.()}
      title={t("templates:leave.title")}
    >
      <Stack>
        <Text size="sm">{t("templates:leave.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => reset?.()}>
            {t("templates:leave.stay")}
          </Button>
          <Button variant="default" onClick={() => proceed?.()}>
            {t("templates:leave.leave")}
          </Button>
          <Button loading={isSaving} onClick={() => void save()}>
            {t("templates:leave.save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
