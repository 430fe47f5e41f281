import { Button, Group, Modal, Stack } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { FormError } from "./FormError.tsx";
import type { Secret } from "./SecretDialog.tsx";
import { SecretDialog } from "./SecretDialog.tsx";

interface Props<Created> {
  opened: boolean;
  title: string;
  /** The form's fields. */
  children: ReactNode;
  /** The verb on the button: "Create the key". */
  action: string;
  disabled: boolean;
  creation: UseMutationResult<Created, Error, void>;
  /** The secret that only the answer to the creation has. */
  secretOf(created: Created): Secret;
  /** Empties the fields: the dialog is used again for the next one. */
  onReset(): void;
  onClose(): void;
}

/** A form that creates something with a secret, and then shows the secret in its place. */
export function CreateWithSecretDialog<Created>(props: Props<Created>) {
  const { opened, title, children, action, disabled, creation, secretOf } = props;
  const close = () => {
    props.onClose();
    creation.reset();
    props.onReset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate();
  };
  if (creation.data !== undefined) {
    return <SecretDialog opened={opened} onClose={close} {...secretOf(creation.data)} />;
  }
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={creation.error} />
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("ui:cancel")}
            </Button>
            <Button type="submit" loading={creation.isPending} disabled={disabled}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
