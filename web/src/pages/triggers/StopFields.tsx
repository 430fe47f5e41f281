import { Radio, Stack, Switch } from "@mantine/core";
import { ConditionEditor } from "../../forms/ConditionEditor.tsx";
import { EventTypePicker } from "../../forms/pickers/EventTypePicker.tsx";
import { FieldErrorText } from "./FieldErrorText.tsx";
import type { FieldErrors } from "./model/field-errors.ts";
import { errorAt } from "./model/field-errors.ts";
import type { StopForm } from "./model/stop-form.ts";
import { DurationField } from "./DurationField.tsx";

interface Props {
  workflowId: string;
  form: StopForm;
  errors: FieldErrors;
  readOnly: boolean;
  isFixed: boolean;
  onChange(form: StopForm): void;
}

/** An event that ends runs, and which. */
export function StopFields({ workflowId, form, errors, readOnly, isFixed, onChange }: Props) {
  const set = (change: Partial<StopForm>) => onChange({ ...form, ...change });
  return (
    <Stack gap="md">
      <EventTypePicker
        label="Event"
        value={form.eventTypeKey}
        canCreate={!isFixed}
        readOnly={readOnly || isFixed}
        error={errorAt(errors, "eventTypeKey")}
        onChange={(eventTypeKey, eventTypeId) => set({ eventTypeKey, eventTypeId })}
      />
      <Switch
        label="Stop runs by this event"
        checked={form.enabled}
        disabled={readOnly}
        onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
      />
      <Radio.Group
        label="Which runs it ends"
        value={form.match}
        readOnly={readOnly}
        onChange={(match) => set({ match })}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="auto"
            label="Of the event's contact, or without a contact those with its key"
          />
          <Radio value="contact" label="Of the event's contact" />
          <Radio value="key" label="With the same event key, such as the same order" />
        </Stack>
      </Radio.Group>
      <div>
        <ConditionEditor
          label="Filter on params"
          over="event"
          value={form.filter}
          workflowId={workflowId}
          eventTypeId={form.eventTypeId}
          readOnly={readOnly}
          onChange={(filter) => set({ filter: filter ?? null })}
        />
        <FieldErrorText error={errorAt(errors, "filter")} />
      </div>
      <DurationField
        label="Look back"
        description="An event that came this long before a start also counts: nothing is started."
        value={form.lookBack}
        error={errorAt(errors, "lookBack")}
        readOnly={readOnly}
        onChange={(lookBack) => set({ lookBack })}
      />
    </Stack>
  );
}
