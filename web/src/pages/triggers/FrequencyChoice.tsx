import { Group, NumberInput, Radio, Select, Stack, Text } from "@mantine/core";
import { periodUnits } from "../../../../src/domain/frequency.ts";
import { t } from "../../i18n/i18n.ts";
import type { FrequencyForm } from "./model/frequency-form.ts";
import { unitLabel } from "./model/frequency-form.ts";
import { typedNumber } from "./model/duration.ts";

interface Props {
  value: FrequencyForm;
  error: string | undefined;
  readOnly: boolean;
  /** Whom it counts. */
  whose: "contact" | "key";
  onChange(value: FrequencyForm): void;
}

/** The choice of unique events: each time, once, or once in every N. */
export function FrequencyChoice({ value, error, readOnly, whose, onChange }: Props) {
  const set = (change: Partial<FrequencyForm>) => onChange({ ...value, ...change });
  const period = { kind: "period" } as const;
  const label = t("trigger-form:frequency.period");
  return (
    <Radio.Group
      label={t("trigger-form:frequency.label")}
      description={
        whose === "key" ? t("trigger-form:frequency.ofKey") : t("trigger-form:frequency.ofContact")
      }
      value={value.kind}
      readOnly={readOnly}
      onChange={(kind) => set({ kind })}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="each"
          label={t("trigger-form:frequency.each")}
          disabled={readOnly && value.kind !== "each"}
        />
        <Radio
          value="once"
          label={t("trigger-form:frequency.once")}
          disabled={readOnly && value.kind !== "once"}
        />
        <Group gap="xs" align="center">
          <Radio value="period" label={label} disabled={readOnly && value.kind !== "period"} />
          <NumberInput
            aria-label={t("trigger-form:howMany", { label })}
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
            aria-label={t("trigger-form:unit", { label })}
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
