import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import type { ApiKey } from "../../api/api-keys.ts";
import { patch } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { KeyLimitFields, limitForm, limitOf } from "./KeyLimitFields.tsx";

/** Another name for a key, and another speed. */
export function KeyLimitDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose(): void }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(apiKey.name);
  const [limit, setLimit] = useState(limitForm(apiKey.rateLimit));
  const save = useMutation({
    mutationFn: () => patch(`/api-keys/${apiKey.id}`, { name, rateLimit: limitOf(limit) }),
    onSuccess: async () => {
      notifyDone(t("settings-keys:changed"));
      await queryClient.invalidateQueries({ queryKey: ["/api-keys"] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("settings-keys:changeTitle", { name: apiKey.name })}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={save.error} />
          <TextInput
            label={t("settings-keys:name")}
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <KeyLimitFields value={limit} onChange={setLimit} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("app:action.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("settings-keys:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
