import { Button, Group, Modal, Stack, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { post } from "../../api/client.ts";
import { nearestFirst } from "../../ui/nearest-first.ts";
import type { Workflow } from "../../api/workflows.ts";
import { FormError } from "../../ui/FormError.tsx";
import { invalidateWorkflow } from "./invalidate-workflow.ts";
import { workflowTagsQuery } from "../../api/workflows.ts";

interface Props {
  opened: boolean;
  onClose(): void;
}

/** A name and tags, then the builder. */
export function NewWorkflowDialog({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="New workflow">
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
          label="Name"
          description="For your colleagues; contacts never see it."
          placeholder="Offer after delivery"
          required
          maxLength={200}
          data-autofocus
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TagsInput
          selectFirstOptionOnChange
          label="Tags"
          description="To find it again. Enter takes the first of the list, a comma adds a new one."
          data={existingTags.map(({ tag }) => tag)}
          filter={nearestFirst}
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
            Cancel
          </Button>
          <Button type="submit" loading={creation.isPending} disabled={name.trim() === ""}>
            Create it and open the builder
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
