import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { MessageDetails } from "../../api/runs.ts";
import { messageQuery } from "../../api/runs.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";

/** Sends a message again, after asking; a refusal says its reason in the dialog. */
export function ResendButton({ message: { id, recipient } }: { message: MessageDetails }) {
  const client = useQueryClient();
  // One for each time that the dialog opens: pressed twice, or after a lost answer, it sends once.
  const [requestId, setRequestId] = useState<string>();
  const sending = useMutation({
    mutationFn: () => post(`/messages/${id}/resend`, { requestId }),
    onSuccess: async () => {
      setRequestId(undefined);
      notifyDone(t("messages:again.done"));
      await client.invalidateQueries({ queryKey: messageQuery(id).queryKey });
    },
  });
  const open = () => {
    sending.reset();
    const words = crypto.getRandomValues(new Uint32Array(4));
    setRequestId(`page-${[...words].map((word) => word.toString(36)).join("")}`);
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("messages:again.open")}
      </Button>
      <ConfirmDialog
        opened={requestId !== undefined}
        title={t("messages:again.title")}
        action={t("messages:again.do")}
        isPending={sending.isPending}
        error={sending.error}
        onConfirm={() => sending.mutate()}
        onClose={() => setRequestId(undefined)}
      >
        <Text size="sm">{t("messages:again.text", { recipient })}</Text>
      </ConfirmDialog>
    </>
  );
}
