import { Group, NumberInput, Select, Stack, Switch } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import { unitLabel } from "./model/frequency-form.ts";
import type { DurationForm } from "./model/duration.ts";
import { durationUnits, typedNumber } from "./model/duration.ts";

interface Props {
  label: string;
  description: string;
  value: DurationForm;
  error: string | undefined;
  readOnly: boolean;
  onChange(value: DurationForm): void;
}

/** A length of time that can be switched off. */
export function DurationField({ label, description, value, error, readOnly, onChange }: Props) {
  return (
    <Stack gap={6}>
      <Switch
        label={label}
        description={description}
        checked={value.isOn}
        disabled={readOnly}
        onChange={({ currentTarget }) => onChange({ ...value, isOn: currentTarget.checked })}
      />
      {value.isOn && (
        <Group gap="xs" align="flex-start" pl={48}>
          <NumberInput
            aria-label={t("trigger-form:howMany", { label })}
            w={90}
            min={1}
            max={1_000}
            allowDecimal={false}
            value={value.amount}
            error={error}
            readOnly={readOnly}
            onChange={(amount) => onChange({ ...value, amount: typedNumber(amount) })}
          />
          <Select
            aria-label={t("trigger-form:unit", { label })}
            w={130}
            allowDeselect={false}
            data={durationUnits.map((unit) => ({
              value: unit,
              label: unitLabel(unit, value.amount),
            }))}
            value={value.unit}
            readOnly={readOnly}
            onChange={(unit) => unit !== null && onChange({ ...value, unit })}
          />
        </Group>
      )}
    </Stack>
  );
}
