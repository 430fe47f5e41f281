import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { patch, remove } from "../../api/client.ts";
import type { Webhook } from "../../api/webhooks.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";

/** Switches a webhook on and off, and deletes it. */
export function WebhookActions({ webhook: { id, name, enabled } }: { webhook: Webhook }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isDeleting, { open, close }] = useDisclosure();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["/webhooks"] });
  const switching = useMutation({
    mutationFn: () => patch(`/webhooks/${id}`, { enabled: !enabled }),
    onSuccess: refresh,
  });
  const deletion = useMutation({
    mutationFn: () => remove(`/webhooks/${id}`),
    onSuccess: async () => {
      notifyDone(t("settings-webhooks:delete.done"));
      await navigate({ to: "/settings/webhooks" });
      await refresh();
    },
  });
  return (
    <>
      <Button variant="default" loading={switching.isPending} onClick={() => switching.mutate()}>
        {enabled ? t("settings-webhooks:switchOff") : t("settings-webhooks:switchOn")}
      </Button>
      <Button variant="default" onClick={open}>
        {t("settings-webhooks:delete.button")}
      </Button>
      <ConfirmDialog
        opened={isDeleting}
        title={t("settings-webhooks:delete.title", { name })}
        action={t("settings-webhooks:delete.action")}
        isDangerous
        isPending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
        onClose={close}
      >
        <Text size="sm">{t("settings-webhooks:delete.hint")}</Text>
      </ConfirmDialog>
    </>
  );
}
