import { Anchor, List, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ApiError } from "../../api/api-error.ts";
import { remove } from "../../api/client.ts";
import type { Topic } from "../../api/topics.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";

interface UsingWorkflow {
  workflowId: string;
  workflowName: string;
}

/** Asks before a topic goes; while workflows name it, it stays, and they are named. */
export function DeleteTopicDialog({ topic, onClose }: { topic: Topic; onClose(): void }) {
  const { id, name, subscribed } = topic;
  const queryClient = useQueryClient();
  const deletion = useMutation({
    mutationFn: () => remove(`/topics/${id}`),
    onSuccess: async () => {
      notifyDone(t("topics:delete.done", { name }));
      await queryClient.invalidateQueries({ queryKey: ["/topics"] });
      onClose();
    },
  });
  const { error } = deletion;
  const using = error instanceof ApiError ? error.details["workflows"] : undefined;
  const workflows = Array.isArray(using) ? (using as UsingWorkflow[]) : [];
  return (
    <ConfirmDialog
      opened
      title={t("topics:delete.title", { name })}
      action={t("topics:delete.action")}
      isDangerous
      isPending={deletion.isPending}
      error={error}
      onConfirm={() => deletion.mutate()}
      onClose={onClose}
    >
      <Stack gap="xs">
        <Text size="sm">{t("topics:delete.text", { count: subscribed })}</Text>
        {workflows.length > 0 && (
          <List size="sm" aria-label={t("topics:delete.inUse")}>
            {workflows.map(({ workflowId, workflowName }) => (
              <List.Item key={workflowId}>
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link to="/workflows/$id" params={{ id: workflowId }} {...props} />
                  )}
                >
                  {workflowName}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
