import { Checkbox, NativeSelect, Stack, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { scopes } from "../../../../src/contract/scopes.ts";
import type { CreatedApiKey } from "../../api/api-keys.ts";
import { post } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { CreateWithSecretDialog } from "../../ui/CreateWithSecretDialog.tsx";
import { createdKey } from "./created-key.ts";
import { KeyLimitFields, limitForm, limitOf } from "./KeyLimitFields.tsx";

interface Props {
  opened: boolean;
  onClose(): void;
}

export function NewApiKeyDialog({ opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string[]>(["send"]);
  const [origins, setOrigins] = useState<string[]>([]);
  const [limit, setLimit] = useState(limitForm(null));
  const [days, setDays] = useState("");
  const isOfPages = chosen.length === 1 && chosen[0] === "collect";
  const creation = useMutation({
    mutationFn: () =>
      post<CreatedApiKey>("/api-keys", {
        name,
        scopes: chosen,
        rateLimit: limitOf(limit),
        expiresAt: inDays(days),
        ...(isOfPages && { origins }),
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/api-keys"] }),
  });
  return (
    <CreateWithSecretDialog
      opened={opened}
      title={t("settings-keys:new")}
      action={t("settings-keys:create")}
      disabled={chosen.length === 0}
      creation={creation}
      secretOf={createdKey}
      onReset={() => {
        setName("");
        setOrigins([]);
        setLimit(limitForm(null));
        setDays("");
      }}
      onClose={onClose}
    >
      <TextInput
        label={t("settings-keys:name")}
        placeholder={t("settings-keys:example")}
        required
        maxLength={200}
        data-autofocus
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Checkbox.Group label={t("settings-keys:scopes")} value={chosen} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={`${t(`settings-keys:scope.${scope}`)} (${scope})`}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {isOfPages && (
        <TagsInput
          label={t("settings-keys:origins")}
          description={t("settings-keys:originsHint")}
          placeholder={origins.length === 0 ? "https://shop.example.com" : undefined}
          acceptValueOnBlur
          splitChars={[",", " "]}
          maxTags={100}
          value={origins}
          onChange={setOrigins}
        />
      )}
      <NativeSelect
        label={t("settings-keys:expires.label")}
        data={[
          { value: "", label: t("settings-keys:expires.never") },
          ...[30, 90, 365].map((count) => ({
            value: String(count),
            label: t("settings-keys:expires.days", { count }),
          })),
        ]}
        value={days}
        onChange={({ currentTarget }) => setDays(currentTarget.value)}
      />
      <KeyLimitFields value={limit} onChange={setLimit} />
    </CreateWithSecretDialog>
  );
}

function inDays(days: string): string | null {
  return days === "" ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString();
}
