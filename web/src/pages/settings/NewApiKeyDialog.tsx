import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import type { CreatedApiKey, ScopeName } from "../../api/api-keys.ts";
import { scopeWords } from "../../api/api-keys.ts";
import { post } from "../../api/client.ts";
import { FormFault } from "../../ui/FormFault.tsx";
import { SecretDialog } from "../../ui/SecretDialog.tsx";

interface Props {
  opened: boolean;
  onClose(): void;
}

export function NewApiKeyDialog({ opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["send"]);
  const make = useMutation({
    mutationFn: () => post<CreatedApiKey>("/api-keys", { name, scopes }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/api-keys"] }),
  });
  const close = () => {
    onClose();
    make.reset();
    setName("");
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
        title={`The key “${make.data.name}”`}
        value={make.data.key}
        what="the API key"
        note="Copy it now: it is not shown again. Whoever has it may do what it may."
      />
    );
  }
  return (
    <Modal opened={opened} onClose={close} title="New API key">
      <form onSubmit={submit}>
        <Stack>
          <FormFault error={make.error} />
          <TextInput
            label="What is it for?"
            placeholder="Shop, production"
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Checkbox.Group label="What may it do?" value={scopes} onChange={setScopes}>
            <Stack gap="xs" mt="xs">
              {(Object.keys(scopeWords) as ScopeName[]).map((scope) => (
                <Checkbox key={scope} value={scope} label={`${scopeWords[scope]} (${scope})`} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isPending} disabled={scopes.length === 0}>
              Make the key
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
