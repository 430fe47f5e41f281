import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { remove } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";

interface Props {
  what: "rule" | "target";
  id: string;
  name: string;
  onClose(): void;
}

const paths = { rule: "/notification-rules", target: "/notification-targets" };

/** Asks before a rule or a target goes, and says what goes with it. */
export function DeleteDialog({ what, id, name, onClose }: Props) {
  const queryClient = useQueryClient();
  const deletion = useMutation({
    mutationFn: () => remove(`${paths[what]}/${id}`),
    onSuccess: async () => {
      notifyDone(t("notifications:deleted", { name }));
      await Promise.all(
        [...Object.values(paths), "/notifications"].map((path) =>
          queryClient.invalidateQueries({ queryKey: [path] }),
        ),
      );
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t("notifications:deleteTitle", { name })}
      action={t(`notifications:${what}.delete`)}
      isDangerous
      isPending={deletion.isPending}
      error={deletion.error}
      onConfirm={() => deletion.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t(`notifications:${what}.deleteText`)}</Text>
    </ConfirmDialog>
  );
}
