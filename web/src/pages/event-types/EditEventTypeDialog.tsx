import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import type { EventType } from "../../api/event-types.ts";
import { useUpdateEventType } from "../../api/event-types.ts";
import { notifyFailure } from "../../ui/notify.ts";
import { DetailFields, NameField } from "./EventTypeFields.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  type: EventType;
  opened: boolean;
  onClose(): void;
}

export function EditEventTypeDialog({ type, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("event-types:edit.title")}>
      <Form type={type} onClose={onClose} />
    </Modal>
  );
}

function Form({ type, onClose }: Omit<Props, "opened">) {
  const { name, description, category } = type;
  const [values, setValues] = useState({ name, description, category });
  const update = useUpdateEventType(type.id, notifyFailure(t("event-types:edit.failed", { name })));

  // The list shows the change at once, so the dialog has nothing to wait for.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ ...values, name: values.name.trim() });
    onClose();
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <NameField values={values} onChange={setValues} />
        <Text size="sm">{t("event-types:edit.key", { key: type.key })}</Text>
        <DetailFields values={values} onChange={setValues} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" disabled={values.name.trim() === ""}>
            {t("event-types:edit.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
