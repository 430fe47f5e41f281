import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import { useCreateEventType } from "../../api/event-types.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { keyError, proposedKey } from "./event-type-key.ts";
import type { EventTypeValues } from "./EventTypeFields.tsx";
import { DetailFields, NameField } from "./EventTypeFields.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  opened: boolean;
  onClose(): void;
}

export function NewEventTypeDialog({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("event-types:new.title")}>
      <Form onClose={onClose} />
    </Modal>
  );
}

const empty: EventTypeValues = { name: "", description: "", category: "other" };

function Form({ onClose }: { onClose(): void }) {
  const [values, setValues] = useState(empty);
  /** Undefined until its author touches it: then it follows the name. */
  const [ownKey, setOwnKey] = useState<string>();
  const create = useCreateEventType();
  const key = ownKey ?? proposedKey(values.name);
  const error = keyError(key);
  // A form that nobody has filled in yet is not scolded.
  const isSaid = key !== "" || ownKey !== undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (error !== undefined) return setOwnKey(key);
    create.mutate(
      { ...values, name: values.name.trim(), key },
      {
        onSuccess: ({ name }) => {
          notifyDone(t("event-types:new.done", { name }));
          onClose();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormError error={create.error} />
        <NameField values={values} onChange={setValues} />
        <TextInput
          label={t("event-types:field.key")}
          description={t("event-types:field.keyHint")}
          placeholder="cartLeft"
          required
          spellCheck={false}
          autoCapitalize="none"
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          value={key}
          error={isSaid ? error : undefined}
          onChange={({ currentTarget }) => setOwnKey(currentTarget.value)}
        />
        <DetailFields values={values} onChange={setValues} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("ui:cancel")}
          </Button>
          <Button
            type="submit"
            loading={create.isPending}
            disabled={values.name.trim() === "" || (isSaid && error !== undefined)}
          >
            {t("event-types:new.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
