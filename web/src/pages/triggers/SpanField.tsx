import { Group, NumberInput, Select, Stack, Switch } from "@mantine/core";
import { unitWord } from "./model/frequency-form.ts";
import type { SpanForm } from "./model/span.ts";
import { spanUnits } from "./model/span.ts";
import { typed } from "./typed.ts";

interface Props {
  label: string;
  description: string;
  value: SpanForm;
  error: string | undefined;
  readOnly: boolean;
  onChange(value: SpanForm): void;
}

/** A length of time that can be switched off. */
export function SpanField({ label, description, value, error, readOnly, onChange }: Props) {
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
            aria-label={`${label}: how many`}
            w={90}
            min={1}
            max={1_000}
            allowDecimal={false}
            value={value.amount}
            error={error}
            readOnly={readOnly}
            onChange={(amount) => onChange({ ...value, amount: typed(amount) })}
          />
          <Select
            aria-label={`${label}: unit`}
            w={130}
            allowDeselect={false}
            data={spanUnits.map((unit) => ({ value: unit, label: unitWord(unit, value.amount) }))}
            value={value.unit}
            readOnly={readOnly}
            onChange={(unit) => unit !== null && onChange({ ...value, unit })}
          />
        </Group>
      )}
    </Stack>
  );
}
