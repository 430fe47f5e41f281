import { Checkbox, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notices } from "../../../../src/domain/notices.ts";
import { post } from "../../api/client.ts";
import type { CreatedWebhook } from "../../api/webhooks.ts";
import { CreateWithSecretDialog } from "../../ui/CreateWithSecretDialog.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  opened: boolean;
  onClose(): void;
}

interface Form {
  name: string;
  url: string;
  activities: string[];
}

const empty: Form = { name: "", url: "", activities: notices };

export function NewWebhookDialog({ opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(empty);
  const set = (change: Partial<Form>) => setForm((before) => ({ ...before, ...change }));
  const creation = useMutation({
    mutationFn: () => post<CreatedWebhook>("/webhooks", form),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/webhooks"] }),
  });
  return (
    <CreateWithSecretDialog
      opened={opened}
      title={t("settings-webhooks:new.title")}
      action={t("settings-webhooks:new.action")}
      disabled={form.activities.length === 0}
      creation={creation}
      secretOf={({ name, secret }) => ({
        title: t("settings-webhooks:new.secretOf", { name }),
        value: secret,
        what: t("settings-webhooks:new.secret"),
        note: t("settings-webhooks:new.secretNote"),
      })}
      onReset={() => setForm(empty)}
      onClose={onClose}
    >
      <TextInput
        label={t("settings-webhooks:name")}
        placeholder={t("settings-webhooks:new.example")}
        required
        maxLength={200}
        data-autofocus
        value={form.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <TextInput
        label={t("settings-webhooks:address")}
        type="url"
        placeholder="https://shop.example.com/campanile"
        required
        maxLength={2000}
        value={form.url}
        onChange={({ currentTarget }) => set({ url: currentTarget.value })}
      />
      <Checkbox.Group
        label={t("settings-webhooks:new.when")}
        value={form.activities}
        onChange={(chosen) => set({ activities: chosen })}
      >
        <Stack gap="xs" mt="xs">
          {notices.map((activity) => (
            <Checkbox
              key={activity}
              value={activity}
              label={t(`settings-webhooks:activity.${activity}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </CreateWithSecretDialog>
  );
}
