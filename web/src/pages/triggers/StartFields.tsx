import { Stack } from "@mantine/core";
import { ConditionEditor } from "../../forms/ConditionEditor.tsx";
import { EventTypePicker } from "../../forms/pickers/EventTypePicker.tsx";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { FieldFault } from "./FieldFault.tsx";
import { FrequencyChoice } from "./FrequencyChoice.tsx";
import type { Faults } from "./model/faults.ts";
import { faultAt } from "./model/faults.ts";
import type { StartForm } from "./model/start-form.ts";
import { MoreOfStart } from "./MoreOfStart.tsx";
import { ScheduleFields } from "./ScheduleFields.tsx";

export interface StartFieldsProps {
  workflowId: string;
  form: StartForm;
  faults: Faults;
  readOnly: boolean;
  /** The event of a link that is there stays. */
  isFixed: boolean;
  onChange(form: StartForm): void;
}

/** What starts runs, and how often: of an event, or of a schedule. */
export function StartFields(props: StartFieldsProps) {
  const { workflowId, form, faults, readOnly, isFixed, onChange } = props;
  const set = (change: Partial<StartForm>) => onChange({ ...form, ...change });
  const isRegular = form.source === "schedule";
  const isOfKeys = !isRegular && form.members.of === "nobody" && form.subject === "key";
  return (
    <Stack gap="lg">
      {isRegular ? (
        <>
          <SegmentPicker
            label="Segment"
            description="At each time, every member starts a run."
            value={form.segment}
            error={faultAt(faults, "segment")}
            readOnly={readOnly}
            onChange={(segment) => set({ segment })}
          />
          <ScheduleFields
            value={form.schedule}
            faults={faults}
            readOnly={readOnly}
            onChange={(schedule) => set({ schedule })}
          />
        </>
      ) : (
        <EventTypePicker
          label="Event"
          value={form.eventTypeKey}
          canCreate={!isFixed}
          readOnly={readOnly || isFixed}
          error={faultAt(faults, "eventTypeKey")}
          onChange={(eventTypeKey, eventTypeId) => set({ eventTypeKey, eventTypeId })}
        />
      )}
      <FrequencyChoice
        value={form.frequency}
        error={faultAt(faults, "frequency.every") ?? faultAt(faults, "frequency.unit")}
        readOnly={readOnly}
        whose={isOfKeys ? "event key" : "contact"}
        onChange={(frequency) => set({ frequency })}
      />
      {!isRegular && (
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
          <FieldFault fault={faultAt(faults, "filter")} />
        </div>
      )}
      <MoreOfStart form={form} faults={faults} readOnly={readOnly} onChange={onChange} />
    </Stack>
  );
}
