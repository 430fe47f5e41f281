import { Checkbox, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { scopes } from "../../../../src/contract/scopes.ts";
import type { CreatedApiKey } from "../../api/api-keys.ts";
import { scopeLabels } from "../../api/api-keys.ts";
import { post } from "../../api/client.ts";
import { CreateWithSecretDialog } from "../../ui/CreateWithSecretDialog.tsx";

interface Props {
  opened: boolean;
  onClose(): void;
}

export function NewApiKeyDialog({ opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string[]>(["send"]);
  const creation = useMutation({
    mutationFn: () => post<CreatedApiKey>("/api-keys", { name, scopes: chosen }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/api-keys"] }),
  });
  return (
    <CreateWithSecretDialog
      opened={opened}
      title="New API key"
      action="Create the key"
      disabled={chosen.length === 0}
      creation={creation}
      secretOf={(created) => ({
        title: `The key “${created.name}”`,
        value: created.key,
        what: "the API key",
        note: "Copy it now: it is not shown again. Whoever has the key can do what its scopes allow.",
      })}
      onReset={() => setName("")}
      onClose={onClose}
    >
      <TextInput
        label="What is it for?"
        placeholder="Shop, production"
        required
        maxLength={200}
        data-autofocus
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Checkbox.Group label="What may it do?" value={chosen} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={`${scopeLabels[scope]} (${scope})`} />
          ))}
        </Stack>
      </Checkbox.Group>
    </CreateWithSecretDialog>
  );
}
