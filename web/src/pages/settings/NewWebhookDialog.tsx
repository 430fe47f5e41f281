import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { CreatedWebhook } from "../../api/webhooks.ts";
import { activityNames } from "../../api/webhooks.ts";
import { FormFault } from "../../ui/FormFault.tsx";
import { SecretDialog } from "../../ui/SecretDialog.tsx";

interface Props {
  opened: boolean;
  onClose(): void;
}

const all = Object.keys(activityNames);

export function NewWebhookDialog({ opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [activities, setActivities] = useState<string[]>(all);
  const make = useMutation({
    mutationFn: () => post<CreatedWebhook>("/webhooks", { name, url, activities }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/webhooks"] }),
  });
  const close = () => {
    onClose();
    make.reset();
    setName("");
    setUrl("");
    setActivities(all);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  if (make.data !== undefined) {
    return (
      <SecretDialog
        opened={opened}
        onClose={close}
        title={`The secret of “${make.data.name}”`}
        value={make.data.secret}
        what="the secret"
        note="Requests are signed with it. Copy it now: it is not shown again."
      />
    );
  }
  return (
    <Modal opened={opened} onClose={close} title="New webhook">
      <form onSubmit={submit}>
        <Stack>
          <FormFault error={make.error} />
          <TextInput
            label="Name"
            placeholder="Data warehouse"
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label="Address"
            type="url"
            placeholder="https://shop.example.com/campanile"
            required
            maxLength={2000}
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <Checkbox.Group label="Tell it when" value={activities} onChange={setActivities}>
            <Stack gap="xs" mt="xs">
              {Object.entries(activityNames).map(([activity, label]) => (
                <Checkbox key={activity} value={activity} label={label} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isPending} disabled={activities.length === 0}>
              Make the webhook
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
