import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";

/** Lets the next event launch again, after it was said what that means. */
export function ResetButton(props: { contactId: string; bindingId: string }) {
  const { contactId, bindingId } = props;
  const mayManage = useMay("manage");
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure();
  const reset = useMutation({
    mutationFn: () => post(`/bindings/${bindingId}/reset`, { contactId }),
    onSuccess: async () => {
      notifyDone(t("contacts:reset.done"));
      close();
      await queryClient.invalidateQueries({ queryKey: ["explanation", contactId] });
      await queryClient.invalidateQueries({ queryKey: [`/contacts/${contactId}/timeline`] });
    },
  });
  if (!mayManage) return null;
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={open}>
        {t("contacts:reset.open")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("contacts:reset.title")}
        action={t("contacts:reset.action")}
        isPending={reset.isPending}
        error={reset.error}
        onConfirm={() => reset.mutate()}
        onClose={close}
      >
        <Text size="sm">{t("contacts:reset.meaning")}</Text>
      </ConfirmDialog>
    </>
  );
}
