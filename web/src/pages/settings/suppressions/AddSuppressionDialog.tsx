import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../../api/client.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";

interface Props {
  channels: Record<string, string>;
  opened: boolean;
  onClose(): void;
}

const empty = { channel: "email", address: "", scope: "all", note: "", until: "" };

/** Keeps messages away from one address, by hand. */
export function AddSuppressionDialog({ channels, opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(empty);
  const set = (change: Partial<typeof empty>) => setForm((before) => ({ ...before, ...change }));
  const adding = useMutation({
    mutationFn: () => {
      const { note, until, ...given } = form;
      return post("/suppressions", {
        ...given,
        ...(note.trim() !== "" && { note }),
        ...(until !== "" && { until: new Date(until).toISOString() }),
      });
    },
    onSuccess: async () => {
      onClose();
      setForm(empty);
      notifyDone(t("settings:suppressions.add.done"));
      await queryClient.invalidateQueries({ queryKey: ["/suppressions"] });
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t("settings:suppressions.add.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          adding.mutate();
        }}
      >
        <Stack>
          <FormError error={adding.error} />
          <Select
            label={t("settings:suppressions.column.channel")}
            data={Object.entries(channels).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            value={form.channel}
            onChange={(channel) => channel !== null && set({ channel })}
          />
          <TextInput
            label={t("settings:suppressions.column.address")}
            required
            data-autofocus
            maxLength={2_600}
            value={form.address}
            onChange={({ currentTarget }) => set({ address: currentTarget.value })}
          />
          <Select
            label={t("settings:suppressions.column.scope")}
            data={[
              { value: "all", label: t("settings:suppressions.scope.all") },
              { value: "marketing", label: t("settings:suppressions.scope.marketing") },
            ]}
            allowDeselect={false}
            value={form.scope}
            onChange={(scope) => scope !== null && set({ scope })}
          />
          <TextInput
            type="datetime-local"
            label={t("settings:suppressions.add.until")}
            description={t("settings:suppressions.add.untilHint")}
            value={form.until}
            onChange={({ currentTarget }) => set({ until: currentTarget.value })}
          />
          <Textarea
            label={t("settings:suppressions.add.note")}
            autosize
            maxLength={2_000}
            value={form.note}
            onChange={({ currentTarget }) => set({ note: currentTarget.value })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("app:action.cancel")}
            </Button>
            <Button type="submit" loading={adding.isPending}>
              {t("settings:suppressions.add.action")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
