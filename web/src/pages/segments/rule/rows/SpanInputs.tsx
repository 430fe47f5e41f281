import { NumberInput, Select } from "@mantine/core";
import type { DateUnit } from "../../../../../../src/domain/date-value.ts";
import { dateUnits } from "../../../../../../src/domain/date-value.ts";
import { t } from "../../../../i18n/i18n.ts";
import { useRuleScope } from "../scope.ts";

interface Props {
  amount: number | null;
  unit: DateUnit;
  onChange(amount: number | null, unit: DateUnit): void;
}

/** So many days, weeks or months. */
export function SpanInputs({ amount, unit, onChange }: Props) {
  const { readOnly } = useRuleScope();
  return (
    <>
      <NumberInput
        size="xs"
        w={68}
        aria-label={t("segments:period.amount")}
        min={1}
        max={10_000}
        clampBehavior="strict"
        allowDecimal={false}
        readOnly={readOnly}
        value={amount ?? ""}
        onChange={(typed) => onChange(typeof typed === "number" && typed > 0 ? typed : null, unit)}
      />
      <Select
        size="xs"
        w={104}
        aria-label={t("segments:period.unit")}
        data={dateUnits.map((each) => ({
          value: each,
          label: t(`segments:units.${each}`, { count: amount ?? 0 }),
        }))}
        allowDeselect={false}
        readOnly={readOnly}
        value={unit}
        onChange={(chosen) => onChange(amount, chosen as DateUnit)}
      />
    </>
  );
}
