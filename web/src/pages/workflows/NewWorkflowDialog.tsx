import { Button, Group, Modal, Stack, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { Workflow } from "../../api/workflows.ts";
import { FormError } from "../../ui/FormError.tsx";
import { t } from "../../i18n/i18n.ts";
import { invalidateWorkflow } from "./invalidate-workflow.ts";
import { workflowTagsQuery } from "../../api/workflows.ts";

interface Props {
  opened: boolean;
  onClose(): void;
}

/** A name and tags, then the builder. */
export function NewWorkflowDialog({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("workflows-list:new.title")}>
      <Form onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose }: Pick<Props, "onClose">) {
  const [name, setName] = useState("");
  const [tags, setTags] = useState<string[]>([]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: existingTags = [] } = useQuery(workflowTagsQuery);
  const creation = useMutation({
    mutationFn: () => post<Workflow>("/workflows", { name, tags }),
    onSuccess: async ({ id }) => {
      await navigate({ to: "/workflows/$id", params: { id } });
      void invalidateWorkflow(client);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError error={creation.error} />
        <TextInput
          label={t("workflows-list:new.name")}
          description={t("workflows-list:new.nameHint")}
          placeholder={t("workflows-list:new.namePlaceholder")}
          required
          maxLength={200}
          data-autofocus
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TagsInput
          label={t("workflows-list:new.tags")}
          description={t("workflows-list:new.tagsHint")}
          data={existingTags.map(({ tag }) => tag)}
          maxDropdownHeight={180}
          // Away from the button below it.
          comboboxProps={{ position: "top-start" }}
          value={tags}
          maxTags={20}
          maxLength={50}
          onChange={setTags}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" loading={creation.isPending} disabled={name.trim() === ""}>
            {t("workflows-list:new.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
