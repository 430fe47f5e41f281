import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { patch } from "../api/client.ts";
import { FormFault } from "../ui/FormFault.tsx";
import { tellDone } from "../ui/notify.ts";

interface Props {
  opened: boolean;
  onClose(): void;
}

const empty = { current: "", next: "" };

export function ChangePasswordDialog({ opened, onClose }: Props) {
  const [form, setForm] = useState(empty);
  const close = () => {
    setForm(empty);
    change.reset();
    onClose();
  };
  const change = useMutation({
    mutationFn: () => patch("/session/password", form),
    onSuccess: () => {
      tellDone("The password is changed; your other browsers are signed out");
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const field = (name: keyof typeof form) => ({
    required: true,
    value: form[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setForm((before) => ({ ...before, [name]: currentTarget.value })),
  });
  return (
    <Modal opened={opened} onClose={close} title="Change your password">
      <form onSubmit={submit}>
        <Stack>
          <FormFault error={change.error} />
          <PasswordInput
            label="Your password now"
            autoComplete="current-password"
            data-autofocus
            {...field("current")}
          />
          <PasswordInput
            label="The new one"
            description="10 characters or more"
            autoComplete="new-password"
            minLength={10}
            maxLength={200}
            {...field("next")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Change it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
