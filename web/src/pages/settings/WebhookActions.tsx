import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { patch, remove } from "../../api/client.ts";
import type { Webhook } from "../../api/webhooks.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { tellDone } from "../../ui/notify.ts";

/** Switches a webhook on and off, and deletes it. */
export function WebhookActions({ webhook: { id, name, enabled } }: { webhook: Webhook }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isDeleting, { open, close }] = useDisclosure();
  const renewed = () => queryClient.invalidateQueries({ queryKey: ["/webhooks"] });
  const turn = useMutation({
    mutationFn: () => patch(`/webhooks/${id}`, { enabled: !enabled }),
    onSuccess: renewed,
  });
  const erase = useMutation({
    mutationFn: () => remove(`/webhooks/${id}`),
    onSuccess: async () => {
      tellDone("The webhook is deleted");
      await navigate({ to: "/settings/webhooks" });
      await renewed();
    },
  });
  return (
    <>
      <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
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
        isPending={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate()}
        onClose={close}
      >
        <Text size="sm">
          Its deliveries go with it, and what it was still to be told is told to nobody.
        </Text>
      </ConfirmDialog>
    </>
  );
}
