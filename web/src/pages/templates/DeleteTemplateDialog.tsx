import { Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { TemplateUse } from "../../../../src/contract/api/template-versions.ts";
import { remove } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { usePage } from "../../ui/use-page.ts";
import { UseList } from "./editor/TemplateUses.tsx";
import type { Template } from "./template.ts";

interface Props {
  template: Template;
  onClose(): void;
}

/** Asks before a template goes, and says which drafts have to let go of it first. */
export function DeleteTemplateDialog({ template: { id, name }, onClose }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const uses = usePage<TemplateUse>(`/templates/${id}/uses`, {}, 200);
  const inDrafts = uses.data?.items.filter(({ inDraft }) => inDraft) ?? [];
  const deletion = useMutation({
    mutationFn: () => remove(`/templates/${id}`),
    onSuccess: async () => {
      notifyDone(t("templates:deleted", { name }));
      // What was not saved goes along: that was asked.
      await navigate({ to: "/templates", ignoreBlocker: true });
      queries.removeQueries({ queryKey: ["template", id] });
      void queries.invalidateQueries({ queryKey: ["/templates"] });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t("templates:removeTitle", { name })}
      action={t("templates:removeAction")}
      isDangerous
      isDisabled={uses.data === undefined || inDrafts.length > 0}
      isPending={deletion.isPending}
      error={deletion.error ?? uses.error}
      onConfirm={() => deletion.mutate()}
      onClose={onClose}
    >
      {inDrafts.length > 0 ? (
        <Stack gap="xs">
          <Text size="sm">{t("templates:removeUsed")}</Text>
          <UseList uses={inDrafts} />
        </Stack>
      ) : (
        <Text size="sm">{t("templates:removeText")}</Text>
      )}
    </ConfirmDialog>
  );
}
