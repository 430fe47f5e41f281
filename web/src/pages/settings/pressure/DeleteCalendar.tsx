import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { remove } from "../../../api/client.ts";
import { calendarsQuery } from "../../../api/pressure.ts";
import { t } from "../../../i18n/i18n.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";

export function DeleteCalendar({ name, isUsed }: { name: string; isUsed: boolean }) {
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure();
  const deletion = useMutation({
    mutationFn: () => remove(`/holiday-calendars/${encodeURIComponent(name)}`),
    onSuccess: async () => {
      close();
      notifyDone(t("settings-pressure:calendars.deleted"));
      await queryClient.invalidateQueries({ queryKey: calendarsQuery.queryKey });
    },
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("settings-pressure:calendars.deleteOf", { name })}
        onClick={open}
      >
        {t("settings-pressure:calendars.delete")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("settings-pressure:calendars.deleteTitle", { name })}
        action={t("settings-pressure:calendars.deleteAction")}
        isDangerous
        isPending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
        onClose={close}
      >
        <Text size="sm">
          {isUsed
            ? t("settings-pressure:calendars.deleteUsed")
            : t("settings-pressure:calendars.deleteText")}
        </Text>
      </ConfirmDialog>
    </>
  );
}
