import { Button, Group, JsonInput, Modal, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import { useSendEvent } from "../../api/events.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { keyError } from "../event-types/event-type-key.ts";
import { resultText, paramsOf } from "./test-event.ts";
import { TypeKeyField } from "./TypeKeyField.tsx";

interface Props {
  opened: boolean;
  /** The type that the list is filtered by. */
  typeKey: string | undefined;
  onSent(eventId: string): void;
  onClose(): void;
}

export function TestEventDialog({ opened, typeKey, onSent, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Send a test event">
      <Form typeKey={typeKey} onSent={onSent} onClose={onClose} />
    </Modal>
  );
}

const example = JSON.stringify({ Email: "ada@example.com", total: 59.9 }, null, 2);

function Form({ typeKey = "", onSent, onClose }: Omit<Props, "opened">) {
  const [eventTypeKey, setTypeKey] = useState(typeKey);
  const [keyValue, setKeyValue] = useState("");
  const [text, setText] = useState(example);
  const send = useSendEvent();
  const params = paramsOf(text);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!params.ok) return;
    send.mutate(
      { eventTypeKey, ...(keyValue.trim() !== "" && { keyValue }), params: params.value },
      {
        onSuccess: (answer) => {
          notifyDone(resultText(answer));
          onClose();
          onSent(answer.eventId);
        },
      },
    );
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError error={send.error} />
        <TypeKeyField value={eventTypeKey} onChange={setTypeKey} />
        <TextInput
          label="Event key"
          description="Such as an order's number. By default the contact's e-mail or phone."
          placeholder="A-1"
          maxLength={300}
          value={keyValue}
          onChange={({ currentTarget }) => setKeyValue(currentTarget.value)}
        />
        <JsonInput
          label="Params"
          description="A JSON object. Email, Phone, ContactId and AnonymousId say whom it is about."
          autosize
          minRows={5}
          maxRows={14}
          formatOnBlur
          spellCheck={false}
          value={text}
          error={params.ok ? undefined : params.error}
          onChange={setText}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={send.isPending}
            disabled={!params.ok || keyError(eventTypeKey) !== undefined}
          >
            Send
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
