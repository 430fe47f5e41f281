import { Group, NumberInput, Radio, Select, Stack, Text } from "@mantine/core";
import { periodUnits } from "../../../../src/domain/frequency.ts";
import type { FrequencyForm } from "./model/frequency-form.ts";
import { unitLabel } from "./model/frequency-form.ts";
import { typedNumber } from "./model/duration.ts";

interface Props {
  value: FrequencyForm;
  error: string | undefined;
  readOnly: boolean;
  /** "contact" or "event key": whom it counts. */
  whose: string;
  onChange(value: FrequencyForm): void;
}

/** The choice of unique events: each time, once, or once in every N. */
export function FrequencyChoice({ value, error, readOnly, whose, onChange }: Props) {
  const set = (change: Partial<FrequencyForm>) => onChange({ ...value, ...change });
  const period = { kind: "period" } as const;
  return (
    <Radio.Group
      label="How often"
      description={`For the same ${whose}. Everyone else has a count of their own.`}
      value={value.kind}
      readOnly={readOnly}
      onChange={(kind) => set({ kind })}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="each" label="Each time" disabled={readOnly && value.kind !== "each"} />
        <Radio value="once" label="Once" disabled={readOnly && value.kind !== "once"} />
        <Group gap="xs" align="center">
          <Radio
            value="period"
            label="Once in every"
            disabled={readOnly && value.kind !== "period"}
          />
          <NumberInput
            aria-label="Once in every: how many"
            w={76}
            min={1}
            max={1_000}
            allowDecimal={false}
            value={value.every}
            error={error !== undefined}
            readOnly={readOnly}
            // Chosen by what is typed and not by the focus: a number typed at once would be put back.
            onChange={(every) => set({ ...period, every: typedNumber(every) })}
          />
          <Select
            aria-label="Once in every: unit"
            w={116}
            allowDeselect={false}
            data={periodUnits.map((unit) => ({ value: unit, label: unitLabel(unit, value.every) }))}
            value={value.unit}
            readOnly={readOnly}
            onChange={(unit) => unit !== null && set({ ...period, unit })}
          />
        </Group>
        {error !== undefined && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Radio.Group>
  );
}
