import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { post } from "../../api/client.ts";
import type { InvitedPerson } from "../../api/people.ts";
import { roleChoices } from "./role-choices.ts";
import { FormError } from "../../ui/FormError.tsx";
import { useTextFields } from "../../ui/use-text-fields.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  opened: boolean;
  onClose(): void;
  onInvited(invited: InvitedPerson): void;
}

const nobody = { name: "", email: "", role: "editor" };

export function InviteDialog({ opened, onClose, onInvited }: Props) {
  const queryClient = useQueryClient();
  const { values: form, field, reset } = useTextFields(nobody);
  const invite = useMutation({
    mutationFn: () => post<InvitedPerson>("/people", form),
    onSuccess: async (invited) => {
      await queryClient.invalidateQueries({ queryKey: ["/people"] });
      onInvited(invited);
      reset();
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("settings-people:invite")}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={invite.error} />
          <TextInput
            label={t("settings-people:name")}
            required
            maxLength={200}
            data-autofocus
            {...field("name")}
          />
          <TextInput label={t("settings-people:email")} type="email" required {...field("email")} />
          <NativeSelect label={t("settings-people:role")} data={roleChoices()} {...field("role")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("ui:cancel")}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t("settings-people:create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
