import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiKey } from "../../api/api-keys.ts";
import { remove } from "../../api/client.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";

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
      notifyDone("The key is revoked");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={apiKey !== undefined}
      title={`Revoke “${apiKey?.name ?? ""}”?`}
      action="Revoke the key"
      isDangerous
      isPending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => apiKey !== undefined && revoke.mutate(apiKey.id)}
      onClose={() => {
        revoke.reset();
        onClose();
      }}
    >
      <Text size="sm">
        Whatever still uses it is refused from now on, and so are browser sessions that were opened
        with it. It can’t be taken back.
      </Text>
    </ConfirmDialog>
  );
}
