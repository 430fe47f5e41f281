import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { patch, remove } from "../../api/client.ts";
import type { Webhook } from "../../api/webhooks.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";

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
      notifyDone("The webhook is deleted");
      await navigate({ to: "/settings/webhooks" });
      await refresh();
    },
  });
  return (
    <>
      <Button variant="default" loading={switching.isPending} onClick={() => switching.mutate()}>
        {enabled ? "Switch off" : "Switch on"}
      </Button>
      <Button variant="default" onClick={open}>
        Delete
      </Button>
      <ConfirmDialog
        opened={isDeleting}
        title={`Delete “${name}”?`}
        action="Delete the webhook"
        isDangerous
        isPending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
        onClose={close}
      >
        <Text size="sm">
          Its deliveries are deleted too, and those that are pending are never sent.
        </Text>
      </ConfirmDialog>
    </>
  );
}
