import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiKey } from "../../api/api-keys.ts";
import { remove } from "../../api/client.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  /** Which one; without it the dialog is closed. */
  apiKey: ApiKey | undefined;
  onClose(): void;
}

export function RevokeApiKeyDialog({ apiKey, onClose }: Props) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => remove(`/api-keys/${id}`),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["/api-keys"] });
      notifyDone(t("settings-keys:revoke.done"));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={apiKey !== undefined}
      title={t("settings-keys:revoke.title", { name: apiKey?.name ?? "" })}
      action={t("settings-keys:revoke.action")}
      isDangerous
      isPending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => apiKey !== undefined && revoke.mutate(apiKey.id)}
      onClose={() => {
        revoke.reset();
        onClose();
      }}
    >
      <Text size="sm">{t("settings-keys:revoke.hint")}</Text>
    </ConfirmDialog>
  );
}
