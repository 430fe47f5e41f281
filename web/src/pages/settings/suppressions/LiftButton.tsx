import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { remove } from "../../../api/client.ts";
import type { Suppression } from "../../../api/suppressions.ts";
import { t } from "../../../i18n/i18n.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";

/** Lets messages go to an address again, after asking. */
export function LiftButton({ suppression: { id, address, reason } }: { suppression: Suppression }) {
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure();
  const name = address ?? t("settings:suppressions.erased");
  const lift = useMutation({
    mutationFn: () => remove(`/suppressions/${id}`),
    onSuccess: async () => {
      close();
      notifyDone(t("settings:suppressions.lift.done"));
      await queryClient.invalidateQueries({ queryKey: ["/suppressions"] });
    },
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("settings:suppressions.lift.of", { address: name })}
        onClick={open}
      >
        {t("settings:suppressions.lift.open")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("settings:suppressions.lift.title", { address: name })}
        action={t("settings:suppressions.lift.action")}
        isDangerous
        isPending={lift.isPending}
        error={lift.error}
        onConfirm={() => lift.mutate()}
        onClose={close}
      >
        <Text size="sm">
          {reason === "complaint"
            ? t("settings:suppressions.lift.complained")
            : t("settings:suppressions.lift.text")}
        </Text>
      </ConfirmDialog>
    </>
  );
}
