import { Select, Text, TextInput } from "@mantine/core";
import type { Workflow } from "../../../../api/workflows.ts";
import { JsonField } from "../../../../forms/code/JsonField.tsx";
import { ContactPicker } from "../../../../forms/pickers/ContactPicker.tsx";
import { EventPicker } from "../../../../forms/pickers/EventPicker.tsx";
import { EventTypePicker } from "../../../../forms/pickers/EventTypePicker.tsx";
import { t } from "../../../../i18n/i18n.ts";
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
        label={t("builder-test:contact")}
        description={t("builder-test:contactHint")}
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
        label={t("builder-test:eventType")}
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
        {types.length === 0 && <Text size="sm">{t("builder-test:noType")}</Text>}
        <EventPicker
          label={t("builder-test:event")}
          description={t("builder-test:eventHint")}
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
        label={t("builder-test:eventType")}
        required
        value={form.typeKey}
        error={errorAt(error, "event.eventTypeKey")}
        onChange={(typeKey) => onChange({ typeKey })}
      />
      <TextInput
        label={t("builder-test:key")}
        description={t("builder-test:keyHint")}
        maxLength={300}
        value={form.keyValue}
        error={errorAt(error, "event.keyValue")}
        onChange={({ currentTarget }) => onChange({ keyValue: currentTarget.value })}
      />
      <JsonField
        label={t("builder-test:params")}
        description={t("builder-test:paramsHint")}
        value={form.params}
        error={errorAt(error, "event.params")}
        onChange={(params) => onChange({ params })}
      />
    </>
  );
}
