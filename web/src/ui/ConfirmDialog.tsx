import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { FormError } from "./FormError.tsx";

interface Props {
  opened: boolean;
  title: string;
  /** What will happen. */
  children: ReactNode;
  /** The verb on the button: "Delete". */
  action: string;
  isDangerous?: boolean;
  isPending?: boolean;
  /** It can't be done as things are: what is inside says why. */
  isDisabled?: boolean;
  error?: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before what can't be undone; a refusal is shown in the dialog, which stays open. */
export function ConfirmDialog(props: Props) {
  const { opened, title, children, action, isDangerous, isPending, error } = props;
  return (
    <Modal opened={opened} onClose={props.onClose} title={title}>
      <Stack>
        <div>{children}</div>
        <FormError error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t("ui:cancel")}
          </Button>
          <Button
            color={isDangerous ? "red.8" : undefined}
            loading={isPending}
            disabled={props.isDisabled}
            onClick={props.onConfirm}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
