import { Button, Checkbox, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../../api/client.ts";
import { t } from "../../../i18n/i18n.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";

/** Has everybody's class computed at once: changes of class start workflows. */
export function ComputeButton() {
  const [isAsking, { open, close }] = useDisclosure();
  const [tellFirst, setTellFirst] = useState(false);
  const compute = useMutation({
    mutationFn: () => post("/rfm/compute", { tellFirst }),
    onSuccess: () => {
      close();
      notifyDone(t("settings-rfm:compute.done"));
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("settings-rfm:compute.open")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("settings-rfm:compute.title")}
        action={t("settings-rfm:compute.action")}
        isPending={compute.isPending}
        error={compute.error}
        onConfirm={() => compute.mutate()}
        onClose={close}
      >
        <Text size="sm" mb="sm">
          {t("settings-rfm:compute.text")}
        </Text>
        <Checkbox
          label={t("settings-rfm:compute.tellFirst")}
          description={t("settings-rfm:compute.tellFirstHint")}
          checked={tellFirst}
          onChange={({ currentTarget }) => setTellFirst(currentTarget.checked)}
        />
      </ConfirmDialog>
    </>
  );
}
