import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { patch, post, remove } from "../../api/client.ts";
import type { Source, SourceWithAddress } from "../../api/sources.ts";
import { sourceQuery } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone, notifyFailure } from "../../ui/notify.ts";
import { SecretDialog } from "../../ui/SecretDialog.tsx";
import { SourceState } from "./SourceState.tsx";

/** On and off, another token, and its end. */
export function SourceActions({ source }: { source: Source }) {
  const { id, name, enabled, verification } = source;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isRotating, rotating] = useDisclosure();
  const [isDeleting, deleting] = useDisclosure();
  const keep = (saved: Source) => queryClient.setQueryData(sourceQuery(id).queryKey, saved);
  const toggle = useMutation({
    mutationFn: () => patch<Source>(`/sources/${id}`, { enabled: !enabled }),
    onSuccess: keep,
    onError: notifyFailure(t("sources:failed")),
  });
  const rotation = useMutation({
    mutationFn: () => post<SourceWithAddress>(`/sources/${id}/token`),
    onSuccess: () => rotating.close(),
  });
  const deletion = useMutation({
    mutationFn: () => remove(`/sources/${id}`),
    onSuccess: async () => {
      notifyDone(t("sources:delete.done"));
      await navigate({ to: "/sources" });
      queryClient.removeQueries({ queryKey: ["/sources", id] });
      await queryClient.invalidateQueries({ queryKey: ["/sources"] });
    },
  });
  return (
    <Group gap="xs">
      <SourceState of={source} />
      <Button variant="default" loading={toggle.isPending} onClick={() => toggle.mutate()}>
        {enabled ? t("sources:switchOff") : t("sources:switchOn")}
      </Button>
      {verification === "token" && (
        <Button variant="default" onClick={rotating.open}>
          {t("sources:rotate.open")}
        </Button>
      )}
      <Button variant="default" onClick={deleting.open}>
        {t("sources:delete.open")}
      </Button>
      <ConfirmDialog
        opened={isRotating}
        title={t("sources:rotate.title")}
        action={t("sources:rotate.action")}
        isDangerous
        isPending={rotation.isPending}
        error={rotation.error}
        onConfirm={() => rotation.mutate()}
        onClose={rotating.close}
      >
        <Text size="sm">{t("sources:rotate.text")}</Text>
      </ConfirmDialog>
      <SecretDialog
        opened={rotation.data !== undefined && !isRotating}
        title={t("sources:new.addressOf", { name })}
        value={rotation.data?.address ?? ""}
        what={t("sources:address.what")}
        note={t("sources:address.tokenOnce")}
        onClose={() => rotation.reset()}
      />
      <ConfirmDialog
        opened={isDeleting}
        title={t("sources:delete.title", { name })}
        action={t("sources:delete.action")}
        isDangerous
        isPending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
        onClose={deleting.close}
      >
        <Text size="sm">{t("sources:delete.text")}</Text>
      </ConfirmDialog>
    </Group>
  );
}
