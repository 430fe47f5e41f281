import { Select, Text, TextInput } from "@mantine/core";
import type { Workflow } from "../../../../api/workflows.ts";
import { JsonField } from "../../../../forms/code/JsonField.tsx";
import { ContactPicker } from "../../../../forms/pickers/ContactPicker.tsx";
import { EventPicker } from "../../../../forms/pickers/EventPicker.tsx";
import { EventTypePicker } from "../../../../forms/pickers/EventTypePicker.tsx";
import type { LaunchForm } from "./launch-form.ts";
import { errorAt, startTypes } from "./launch-form.ts";

interface Props {
  workflow: Workflow;
  form: LaunchForm;
  onChange(change: Partial<LaunchForm>): void;
  error: unknown;
}

/** The inputs that say whom the test is for, as chosen: a contact, a past event, or a new one. */
export function TestSubjectFields({ workflow, form, onChange, error }: Props) {
  const types = startTypes(workflow);
  if (form.subject === "contact") {
    return (
      <ContactPicker
        label="Contact"
        description="With the data of their latest event that starts this workflow."
        required
        value={form.contactId}
        error={errorAt(error, "contactId")}
        onChange={(contactId) => onChange({ contactId })}
      />
    );
  }
  const type =
    types.length > 1 && form.subject === "past" ? (
      <Select
        label="Event type"
        data={types}
        value={form.typeKey}
        allowDeselect={false}
        onChange={(typeKey) => typeKey !== null && onChange({ typeKey, eventId: "" })}
      />
    ) : null;
  if (form.subject === "past") {
    return (
      <>
        {type}
        {types.length === 0 && (
          <Text size="sm">No event starts this workflow yet: choose any.</Text>
        )}
        <EventPicker
          label="Event"
          description="Its data is used again; it is not counted a second time."
          required
          typeKey={form.typeKey === "" ? undefined : form.typeKey}
          value={form.eventId}
          error={errorAt(error, "event")}
          onChange={(eventId) => onChange({ eventId })}
        />
      </>
    );
  }
  return (
    <>
      <EventTypePicker
        label="Event type"
        required
        value={form.typeKey}
        error={errorAt(error, "event.eventTypeKey")}
        onChange={(typeKey) => onChange({ typeKey })}
      />
      <TextInput
        label="Event key"
        description="Such as an order's number. By default the contact's e-mail or phone."
        maxLength={300}
        value={form.keyValue}
        error={errorAt(error, "event.keyValue")}
        onChange={({ currentTarget }) => onChange({ keyValue: currentTarget.value })}
      />
      <JsonField
        label="Params"
        description="A JSON object. Email, Phone and ContactId say whom it is about: a contact that is not known is made up for this test."
        value={form.params}
        error={errorAt(error, "event.params")}
        onChange={(params) => onChange({ params })}
      />
    </>
  );
}
