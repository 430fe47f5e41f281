import {
  Chip,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from "@mantine/core";
import { scheduleUnits } from "../../../../src/domain/schedule.ts";
import { weekdays } from "../../../../src/domain/time-window.ts";
import { TimeZonePicker } from "../../forms/pickers/TimeZonePicker.tsx";
import { t } from "../../i18n/i18n.ts";
import type { FieldErrors } from "./model/field-errors.ts";
import { errorAt } from "./model/field-errors.ts";
import { unitLabel } from "./model/frequency-form.ts";
import type { ScheduleForm } from "./model/schedule-form.ts";
import { hasTimeOfDay } from "./model/schedule-form.ts";
import { typedNumber } from "./model/duration.ts";

interface Props {
  value: ScheduleForm;
  errors: FieldErrors;
  readOnly: boolean;
  onChange(value: ScheduleForm): void;
}

const kinds = ["every", "cron"] as const;

/** When a regular start fires. */
export function ScheduleFields({ value, errors, readOnly, onChange }: Props) {
  const set = (change: Partial<ScheduleForm>) => onChange({ ...value, ...change });
  const dayError = errorAt(errors, "schedule.weekdays");
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("trigger-form:schedule.kind")}
        data={kinds.map((kind) => ({ value: kind, label: t(`trigger-form:schedule.${kind}`) }))}
        value={value.kind}
        readOnly={readOnly}
        onChange={(kind) => set({ kind })}
      />
      {value.kind === "cron" ? (
        <TextInput
          label={t("trigger-form:schedule.cronLabel")}
          description={t("trigger-form:schedule.cronHint")}
          ff="monospace"
          value={value.cron}
          maxLength={200}
          error={errorAt(errors, "schedule.cron")}
          readOnly={readOnly}
          onChange={({ currentTarget }) => set({ cron: currentTarget.value })}
        />
      ) : (
        <Group align="flex-start" gap="xs">
          <NumberInput
            label={t("trigger-form:schedule.amount")}
            w={90}
            min={1}
            max={1_440}
            allowDecimal={false}
            value={value.every}
            error={errorAt(errors, "schedule.every")}
            readOnly={readOnly}
            onChange={(every) => set({ every: typedNumber(every) })}
          />
          <Select
            label={t("trigger-form:schedule.unit")}
            w={130}
            allowDeselect={false}
            data={scheduleUnits.map((unit) => ({
              value: unit,
              label: unitLabel(unit, value.every),
            }))}
            value={value.unit}
            readOnly={readOnly}
            onChange={(unit) => unit !== null && set({ unit })}
          />
          {hasTimeOfDay(value.unit) && (
            <TextInput
              label={t("trigger-form:schedule.at")}
              type="time"
              w={130}
              value={value.at}
              error={errorAt(errors, "schedule.at")}
              readOnly={readOnly}
              onChange={({ currentTarget }) => set({ at: currentTarget.value })}
            />
          )}
        </Group>
      )}
      {value.kind === "every" && value.unit === "weeks" && (
        <Input.Wrapper label={t("trigger-form:schedule.on")} error={dayError}>
          <Chip.Group
            multiple
            value={value.weekdays}
            onChange={(days) => !readOnly && set({ weekdays: days })}
          >
            <Group gap={6} mt={4}>
              {weekdays.map((day) => (
                <Chip key={day} value={day} size="xs" tt="capitalize">
                  {t(`trigger-form:days.${day}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      )}
      {(value.kind === "cron" || hasTimeOfDay(value.unit)) && (
        <TimeZonePicker
          label={t("trigger-form:schedule.timeZone")}
          value={value.timeZone}
          error={errorAt(errors, "schedule.timeZone")}
          readOnly={readOnly}
          onChange={(timeZone) => set({ timeZone })}
        />
      )}
    </Stack>
  );
}
