import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { patch } from "../api/client.ts";
import { t } from "../i18n/i18n.ts";
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
      notifyDone(t("app:password.done"));
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Modal opened={opened} onClose={close} title={t("app:password.title")}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={change.error} />
          <PasswordInput
            label={t("app:password.current")}
            autoComplete="current-password"
            required
            data-autofocus
            {...field("current")}
          />
          <NewPasswordInput label={t("app:password.next")} {...field("next")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("app:action.cancel")}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {t("app:password.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
