import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../api/client.ts";
import type { Workspace } from "../../api/workspace.ts";
import { workspaceQuery } from "../../api/workspace.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { exactTime } from "../../ui/format-time.ts";
import { notifyDone } from "../../ui/notify.ts";

/** Since when contacts are drawn as they are, and others in their place. */
export function ControlGroup({ workspace }: { workspace: Workspace }) {
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure();
  const draw = useMutation({
    mutationFn: () => post<Workspace>("/workspace/holdout/draw"),
    onSuccess: (saved) => {
      queryClient.setQueryData(workspaceQuery.queryKey, saved);
      close();
      notifyDone(t("settings-workspace:draw.done"));
    },
  });
  const since = workspace.holdoutSince;
  if (since === null) return null;
  return (
    <Group gap="xs">
      <Text size="xs" c="dimmed">
        {t("settings-workspace:draw.since", { time: exactTime(since) })}
      </Text>
      <Button size="compact-xs" variant="default" onClick={open}>
        {t("settings-workspace:draw.open")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("settings-workspace:draw.title")}
        action={t("settings-workspace:draw.action")}
        isDangerous
        isPending={draw.isPending}
        error={draw.error}
        onConfirm={() => draw.mutate()}
        onClose={close}
      >
        <Text size="sm">{t("settings-workspace:draw.text")}</Text>
      </ConfirmDialog>
    </Group>
  );
}
