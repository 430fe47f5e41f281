import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import { useCreateEventType } from "../../api/event-types.ts";
import { FormFault } from "../../ui/FormFault.tsx";
import { tellDone } from "../../ui/notify.ts";
import { keyFault, keyRules, proposedKey } from "./event-type-key.ts";
import type { EventTypeValues } from "./EventTypeFields.tsx";
import { DetailFields, NameField } from "./EventTypeFields.tsx";

interface Props {
  opened: boolean;
  onClose(): void;
}

export function NewEventTypeDialog({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="New event type">
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
  const fault = keyFault(key);
  // A form that nobody has filled in yet is not scolded.
  const isSaid = key !== "" || ownKey !== undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault !== undefined) return setOwnKey(key);
    create.mutate(
      { ...values, name: values.name.trim(), key },
      {
        onSuccess: ({ name }) => {
          tellDone(`The event type “${name}” is there`);
          onClose();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormFault error={create.error} />
        <NameField values={values} onChange={setValues} />
        <TextInput
          label="Key"
          description={keyRules}
          placeholder="cartLeft"
          required
          spellCheck={false}
          autoCapitalize="none"
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          value={key}
          error={isSaid ? fault : undefined}
          onChange={({ currentTarget }) => setOwnKey(currentTarget.value)}
        />
        <DetailFields values={values} onChange={setValues} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={create.isPending}
            disabled={values.name.trim() === "" || (isSaid && fault !== undefined)}
          >
            Make the event type
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
