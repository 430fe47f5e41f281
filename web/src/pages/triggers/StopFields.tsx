import { Radio, Stack, Switch } from "@mantine/core";
import { ConditionEditor } from "../../forms/ConditionEditor.tsx";
import { EventTypePicker } from "../../forms/pickers/EventTypePicker.tsx";
import { t } from "../../i18n/i18n.ts";
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
        label={t("trigger-form:event")}
        value={form.eventTypeKey}
        canCreate={!isFixed}
        readOnly={readOnly || isFixed}
        error={errorAt(errors, "eventTypeKey")}
        onChange={(eventTypeKey, eventTypeId) => set({ eventTypeKey, eventTypeId })}
      />
      <Switch
        label={t("trigger-form:stop.enabled")}
        checked={form.enabled}
        disabled={readOnly}
        onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
      />
      <Radio.Group
        label={t("trigger-form:stop.match")}
        value={form.match}
        readOnly={readOnly}
        onChange={(match) => set({ match })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="auto" label={t("trigger-form:stop.auto")} />
          <Radio value="contact" label={t("trigger-form:stop.contact")} />
          <Radio value="key" label={t("trigger-form:stop.key")} />
        </Stack>
      </Radio.Group>
      <div>
        <ConditionEditor
          label={t("trigger-form:filter")}
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
        label={t("trigger-form:stop.lookBack")}
        description={t("trigger-form:stop.lookBackHint")}
        value={form.lookBack}
        error={errorAt(errors, "lookBack")}
        readOnly={readOnly}
        onChange={(lookBack) => set({ lookBack })}
      />
    </Stack>
  );
}
