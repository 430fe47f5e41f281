import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { patch } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import type { Template } from "./template.ts";

interface Props {
  template: Template;
  revision: number;
  onRename(renamed: Template): void;
  onClose(): void;
}

/** Another name: what the template says is not touched, and not saved by it. */
export function RenameTemplateDialog({ template, revision, onRename, onClose }: Props) {
  const [name, setName] = useState(template.name);
  const renaming = useMutation({
    mutationFn: () => patch<Template>(`/templates/${template.id}`, { name: name.trim(), revision }),
    onSuccess: (renamed) => {
      notifyDone(t("templates:renamed"));
      onRename(renamed);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("templates:rename")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          renaming.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t("templates:name")}
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <FormError error={renaming.error} />
          <Group justify="flex-end">
            <Button
              type="submit"
              disabled={name.trim() === "" || name.trim() === template.name}
              loading={renaming.isPending}
            >
              {t("templates:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
