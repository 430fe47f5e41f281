import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { patch } from "../api/client.ts";
import { NewPasswordInput } from "../ui/NewPasswordInput.tsx";
import { FormError } from "../ui/FormError.tsx";
import { notifyDone } from "../ui/notify.ts";
import { useTextFields } from "../ui/use-text-fields.ts";

interface Props {
  opened: boolean;
  onClose(): void;
}

const empty = { current: "", next: "" };

export function ChangePasswordDialog({ opened, onClose }: Props) {
  const { values: form, field, reset } = useTextFields(empty);
  const close = () => {
    reset();
    change.reset();
    onClose();
  };
  const change = useMutation({
    mutationFn: () => patch("/session/password", form),
    onSuccess: () => {
      notifyDone("The password is changed; your other browsers are signed out");
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Modal opened={opened} onClose={close} title="Change your password">
      <form onSubmit={submit}>
        <Stack>
          <FormError error={change.error} />
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            data-autofocus
            {...field("current")}
          />
          <NewPasswordInput label="New password" {...field("next")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
