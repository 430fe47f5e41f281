import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Channel } from "../../api/channels.ts";
import { channelsQuery } from "../../api/channels.ts";
import { remove } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";

/** Takes a channel down, after saying what then waits and what is forgotten. */
export function RemoveChannel({ channel: { channel, name, builtIn } }: { channel: Channel }) {
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure();
  const removal = useMutation({
    mutationFn: () => remove(`/channels/${channel}`),
    onSuccess: async () => {
      close();
      notifyDone(t("channels:remove.done"));
      await queryClient.invalidateQueries({ queryKey: channelsQuery.queryKey });
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("channels:remove.open")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("channels:remove.title", { name })}
        action={t("channels:remove.action")}
        isDangerous
        isPending={removal.isPending}
        error={removal.error}
        onConfirm={() => removal.mutate()}
        onClose={close}
      >
        <Text size="sm">{t("channels:remove.waits")}</Text>
        <Text size="sm" mt="xs">
          {t("channels:remove.forgets")}
        </Text>
        {builtIn && (
          <Text size="sm" mt="xs">
            {t("channels:remove.builtIn")}
          </Text>
        )}
      </ConfirmDialog>
    </>
  );
}
