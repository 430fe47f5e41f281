import { NativeSelect, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiKey, CreatedApiKey } from "../../api/api-keys.ts";
import { post } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { CreateWithSecretDialog } from "../../ui/CreateWithSecretDialog.tsx";
import { createdKey } from "./created-key.ts";

const usualHours = "24";

/** A key's successor, shown this once; the key itself ends after an overlap. */
export function RollApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose(): void }) {
  const queryClient = useQueryClient();
  const [hours, setHours] = useState(usualHours);
  const creation = useMutation({
    mutationFn: () =>
      post<CreatedApiKey>(`/api-keys/${apiKey.id}/roll`, { overlapHours: Number(hours) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/api-keys"] }),
  });
  return (
    <CreateWithSecretDialog
      opened
      title={t("settings-keys:roll.title", { name: apiKey.name })}
      action={t("settings-keys:roll.action")}
      disabled={false}
      creation={creation}
      secretOf={createdKey}
      onReset={() => setHours(usualHours)}
      onClose={onClose}
    >
      <Text size="sm">{t("settings-keys:roll.hint")}</Text>
      <NativeSelect
        label={t("settings-keys:roll.overlap")}
        data={[1, 24, 168, 720].map((count) => ({
          value: String(count),
          label: t("settings-keys:roll.hours", { count }),
        }))}
        value={hours}
        onChange={({ currentTarget }) => setHours(currentTarget.value)}
      />
    </CreateWithSecretDialog>
  );
}
