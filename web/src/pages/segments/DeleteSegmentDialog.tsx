import { List, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { remove } from "../../api/client.ts";
import type { Segment } from "../../api/segments.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { SegmentLink, WorkflowLink } from "./UsesTab.tsx";
import { useUses } from "./use-uses.ts";

interface Props {
  segment: Segment;
  opened: boolean;
  onClose(): void;
}

/** Asks before a segment goes, and says what has to let go of it first. */
export function DeleteSegmentDialog({ segment: { id, name, members }, opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const uses = useUses(id, opened);
  const { workflows = [], segments = [] } = uses.data ?? {};
  const isUsed = workflows.length + segments.length > 0;
  const deletion = useMutation({
    mutationFn: () => remove(`/segments/${id}`),
    onSuccess: async () => {
      notifyDone(t("segments:delete.done", { name }));
      await navigate({ to: "/segments" });
      queryClient.removeQueries({ queryKey: ["/segments", id] });
      void queryClient.invalidateQueries({ queryKey: ["/segments"] });
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t("segments:delete.title", { name })}
      action={t("segments:delete.action")}
      isDangerous
      isDisabled={isUsed || uses.isPending}
      isPending={deletion.isPending}
      error={deletion.error}
      onConfirm={() => deletion.mutate()}
      onClose={onClose}
    >
      {isUsed ? (
        <Stack gap="xs">
          <Text size="sm">{t("segments:delete.used")}</Text>
          <List size="sm">
            {workflows.map(({ workflowId, workflowName }) => (
              <List.Item key={workflowId}>
                <WorkflowLink id={workflowId} name={workflowName} />
              </List.Item>
            ))}
            {segments.map((one) => (
              <List.Item key={one.id}>
                <SegmentLink id={one.id} name={one.name} />
              </List.Item>
            ))}
          </List>
        </Stack>
      ) : (
        <Text size="sm">{t("segments:delete.text", { count: members })}</Text>
      )}
    </ConfirmDialog>
  );
}
