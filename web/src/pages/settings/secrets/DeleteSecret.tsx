import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { remove } from "../../../api/client.ts";
import { t } from "../../../i18n/i18n.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";

export function DeleteSecret({ name }: { name: string }) {
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure();
  const deletion = useMutation({
    mutationFn: () => remove(`/secrets/${encodeURIComponent(name)}`),
    onSuccess: async () => {
      close();
      notifyDone(t("settings-secrets:deleted"));
      await queryClient.invalidateQueries({ queryKey: ["/secrets"] });
    },
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("settings-secrets:deleteOf", { name })}
        onClick={open}
      >
        {t("settings-secrets:delete")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("settings-secrets:deleteTitle", { name })}
        action={t("settings-secrets:deleteAction")}
        isDangerous
        isPending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
        onClose={close}
      >
        <Text size="sm">{t("settings-secrets:deleteText")}</Text>
      </ConfirmDialog>
    </>
  );
}
