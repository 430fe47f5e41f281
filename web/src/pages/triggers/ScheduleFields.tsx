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
import { TimeZonePicker } from "../../forms/pickers/TimeZonePicker.tsx";
import type { Faults } from "./model/faults.ts";
import { faultAt } from "./model/faults.ts";
import { unitWord } from "./model/frequency-form.ts";
import type { ScheduleForm } from "./model/schedule-form.ts";
import { hasTimeOfDay, scheduleUnits, weekdays } from "./model/schedule-form.ts";
import { typed } from "./typed.ts";

interface Props {
  value: ScheduleForm;
  faults: Faults;
  readOnly: boolean;
  onChange(value: ScheduleForm): void;
}

const kinds = [
  { value: "every", label: "At intervals" },
  { value: "cron", label: "By cron" },
];

/** When a regular start fires. */
export function ScheduleFields({ value, faults, readOnly, onChange }: Props) {
  const set = (change: Partial<ScheduleForm>) => onChange({ ...value, ...change });
  const dayFault = faultAt(faults, "schedule.weekdays");
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="How the times are said"
        data={kinds}
        value={value.kind}
        readOnly={readOnly}
        onChange={(kind) => set({ kind: kind as ScheduleForm["kind"] })}
      />
      {value.kind === "cron" ? (
        <TextInput
          label="Cron expression"
          description="Minute, hour, day of the month, month, weekday: 0 9 * * 1-5 is 9:00 from Monday to Friday."
          ff="monospace"
          value={value.cron}
          maxLength={200}
          error={faultAt(faults, "schedule.cron")}
          readOnly={readOnly}
          onChange={({ currentTarget }) => set({ cron: currentTarget.value })}
        />
      ) : (
        <Group align="flex-start" gap="xs">
          <NumberInput
            label="Every"
            w={90}
            min={1}
            max={1_440}
            allowDecimal={false}
            value={value.every}
            error={faultAt(faults, "schedule.every")}
            readOnly={readOnly}
            onChange={(every) => set({ every: typed(every) })}
          />
          <Select
            label="Unit"
            w={130}
            allowDeselect={false}
            data={scheduleUnits.map((unit) => ({
              value: unit,
              label: unitWord(unit, value.every),
            }))}
            value={value.unit}
            readOnly={readOnly}
            onChange={(unit) => unit !== null && set({ unit })}
          />
          {hasTimeOfDay(value.unit) && (
            <TextInput
              label="At"
              type="time"
              w={130}
              value={value.at}
              error={faultAt(faults, "schedule.at")}
              readOnly={readOnly}
              onChange={({ currentTarget }) => set({ at: currentTarget.value })}
            />
          )}
        </Group>
      )}
      {value.kind === "every" && value.unit === "weeks" && (
        <Input.Wrapper label="On" error={dayFault}>
          <Chip.Group
            multiple
            value={value.weekdays}
            onChange={(days) => !readOnly && set({ weekdays: days })}
          >
            <Group gap={6} mt={4}>
              {weekdays.map((day) => (
                <Chip key={day} value={day} size="xs" tt="capitalize">
                  {day.slice(0, 3)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      )}
      {(value.kind === "cron" || hasTimeOfDay(value.unit)) && (
        <TimeZonePicker
          label="Time zone of the schedule"
          value={value.timeZone}
          error={faultAt(faults, "schedule.timeZone")}
          readOnly={readOnly}
          onChange={(timeZone) => set({ timeZone })}
        />
      )}
    </Stack>
  );
}
