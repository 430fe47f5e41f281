import { Stack } from "@mantine/core";
import { ConditionEditor } from "../../forms/ConditionEditor.tsx";
import { EventTypePicker } from "../../forms/pickers/EventTypePicker.tsx";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { FieldErrorText } from "./FieldErrorText.tsx";
import { FrequencyChoice } from "./FrequencyChoice.tsx";
import type { FieldErrors } from "./model/field-errors.ts";
import { errorAt } from "./model/field-errors.ts";
import type { StartForm } from "./model/start-form.ts";
import { MoreStartFields } from "./MoreStartFields.tsx";
import { ScheduleFields } from "./ScheduleFields.tsx";

export interface StartFieldsProps {
  workflowId: string;
  form: StartForm;
  errors: FieldErrors;
  readOnly: boolean;
  /** The trigger exists already: its event can't be changed any more. */
  isFixed: boolean;
  onChange(form: StartForm): void;
}

/** What starts runs, and how often: of an event, or of a schedule. */
export function StartFields(props: StartFieldsProps) {
  const { workflowId, form, errors, readOnly, isFixed, onChange } = props;
  const set = (change: Partial<StartForm>) => onChange({ ...form, ...change });
  const isRegular = form.source === "schedule";
  const isOfKeys = !isRegular && form.members.of === "nobody" && form.subject === "key";
  return (
    <Stack gap="lg">
      {isRegular ? (
        <>
          <SegmentPicker
            label={t("trigger-form:segment")}
            description={t("trigger-form:start.members")}
            value={form.segment}
            error={errorAt(errors, "segment")}
            readOnly={readOnly}
            onChange={(segment) => set({ segment })}
          />
          <ScheduleFields
            value={form.schedule}
            errors={errors}
            readOnly={readOnly}
            onChange={(schedule) => set({ schedule })}
          />
        </>
      ) : (
        <EventTypePicker
          label={t("trigger-form:event")}
          value={form.eventTypeKey}
          canCreate={!isFixed}
          readOnly={readOnly || isFixed}
          error={errorAt(errors, "eventTypeKey")}
          onChange={(eventTypeKey, eventTypeId) => set({ eventTypeKey, eventTypeId })}
        />
      )}
      <FrequencyChoice
        value={form.frequency}
        error={errorAt(errors, "frequency.every") ?? errorAt(errors, "frequency.unit")}
        readOnly={readOnly}
        whose={isOfKeys ? "key" : "contact"}
        onChange={(frequency) => set({ frequency })}
      />
      {!isRegular && (
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
      )}
      <MoreStartFields form={form} errors={errors} readOnly={readOnly} onChange={onChange} />
    </Stack>
  );
}
