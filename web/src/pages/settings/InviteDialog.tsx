import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { InvitedPerson } from "../../api/people.ts";
import { roleChoices } from "../../api/people.ts";
import { FormFault } from "../../ui/FormFault.tsx";

interface Props {
  opened: boolean;
  onClose(): void;
  onInvited(invited: InvitedPerson): void;
}

const nobody = { name: "", email: "", role: "editor" };

export function InviteDialog({ opened, onClose, onInvited }: Props) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(nobody);
  const invite = useMutation({
    mutationFn: () => post<InvitedPerson>("/people", form),
    onSuccess: async (invited) => {
      await queryClient.invalidateQueries({ queryKey: ["/people"] });
      onInvited(invited);
      setForm(nobody);
      onClose();
    },
  });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setForm((before) => ({ ...before, [name]: currentTarget.value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Invite">
      <form onSubmit={submit}>
        <Stack>
          <FormFault error={invite.error} />
          <TextInput label="Name" required maxLength={200} data-autofocus {...field("name")} />
          <TextInput label="E-mail" type="email" required {...field("email")} />
          <NativeSelect label="Role" data={roleChoices} {...field("role")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={invite.isPending}>
              Make the invitation
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
