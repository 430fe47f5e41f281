import { Radio, Stack } from "@mantine/core";
import { TimeZonePicker } from "../../forms/pickers/TimeZonePicker.tsx";
import type { FrequencyForm } from "./model/frequency-form.ts";

interface Props {
  value: FrequencyForm;
  error: string | undefined;
  readOnly: boolean;
  onChange(value: FrequencyForm): void;
}

/** When the period of "once in every" begins, and whose clock it is counted by. */
export function WindowFields({ value, error, readOnly, onChange }: Props) {
  return (
    <Stack gap="sm">
      <Radio.Group
        label="The period"
        value={value.window}
        readOnly={readOnly}
        onChange={(window) => onChange({ ...value, window })}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="rolling"
            label="Rolling: opens with the launching event"
            description="The next launch is possible exactly one period later."
          />
          <Radio
            value="calendar"
            label="Calendar: aligned to the calendar of the time zone"
            description="Days begin at midnight, weeks on Monday, months on the 1st."
          />
        </Stack>
      </Radio.Group>
      <TimeZonePicker
        label="Time zone of the period"
        value={value.timeZone}
        error={error}
        readOnly={readOnly}
        onChange={(timeZone) => onChange({ ...value, timeZone })}
      />
    </Stack>
  );
}
