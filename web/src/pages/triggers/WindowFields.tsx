import { Radio, Stack } from "@mantine/core";
import { TimeZonePicker } from "../../forms/pickers/TimeZonePicker.tsx";
import { t } from "../../i18n/i18n.ts";
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
        label={t("trigger-form:frequency.window")}
        value={value.window}
        readOnly={readOnly}
        onChange={(window) => onChange({ ...value, window })}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="rolling"
            label={t("trigger-form:frequency.rolling")}
            description={t("trigger-form:frequency.rollingHint")}
          />
          <Radio
            value="calendar"
            label={t("trigger-form:frequency.calendar")}
            description={t("trigger-form:frequency.calendarHint")}
          />
        </Stack>
      </Radio.Group>
      <TimeZonePicker
        label={t("trigger-form:frequency.timeZone")}
        value={value.timeZone}
        error={error}
        readOnly={readOnly}
        onChange={(timeZone) => onChange({ ...value, timeZone })}
      />
    </Stack>
  );
}
