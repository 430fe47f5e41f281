import { Group, NumberInput, Select, TextInput } from "@mantine/core";
import type { DateUnit } from "../../../../src/domain/date-value.ts";
import { dateUnits } from "../../../../src/domain/date-value.ts";
import { FactPathPicker } from "../pickers/FactPathPicker.tsx";
import type { DateForm } from "./model/date-forms.ts";
import { dateFormOf, dateForms, inDateForm } from "./model/date-forms.ts";
import type { Operand } from "./model/tree.ts";
import { useConditionScope } from "./scope.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  operand: Operand | null;
  onChange(operand: Operand | null): void;
}

/** A date: a fixed one, now, or so much before or after now. */
export function DateOperand({ operand, onChange }: Props) {
  const { facts, readOnly } = useConditionScope();
  const form = dateFormOf(operand);
  const literal = operand?.kind === "literal" ? String(operand.value) : "";
  const isPlain = literal === "" || /^\d{4}-\d{2}-\d{2}$/.test(literal);
  return (
    <Group gap={4}>
      <Select
        size="xs"
        style={{ flex: "1 1 110px" }}
        aria-label={t("conditions:whichDate")}
        data={dateForms.map((one) => ({ value: one, label: t(`conditions:dateForm.${one}`) }))}
        allowDeselect={false}
        readOnly={readOnly}
        value={form}
        onChange={(chosen) => onChange(inDateForm(chosen as DateForm, operand))}
      />
      {form === "date" && (
        <TextInput
          size="xs"
          style={{ flex: "1 1 120px" }}
          type={isPlain ? "date" : "text"}
          aria-label={t("conditions:date")}
          readOnly={readOnly}
          value={literal}
          onChange={({ currentTarget: { value } }) =>
            onChange(value === "" ? null : { kind: "literal", value })
          }
        />
      )}
      {operand?.kind === "moment" && (
        <>
          <NumberInput
            size="xs"
            w={64}
            aria-label={t("conditions:howMany")}
            min={0}
            allowDecimal={false}
            hideControls
            readOnly={readOnly}
            value={Math.abs(operand.amount)}
            onChange={(typed) => {
              const sign = form === "before" ? -1 : 1;
              if (typeof typed === "number")
                onChange({ ...operand, amount: sign * Math.abs(typed) });
            }}
          />
          <Select
            size="xs"
            w={92}
            aria-label={t("conditions:unitLabel")}
            data={dateUnits.map((one) => ({ value: one, label: t(`conditions:unit.${one}`) }))}
            allowDeselect={false}
            readOnly={readOnly}
            value={operand.unit}
            onChange={(unit) => onChange({ ...operand, unit: unit as DateUnit })}
          />
          {operand.of !== "now" && (
            <FactPathPicker
              label={t("conditions:ofDate")}
              isLabelHidden
              size="xs"
              readOnly={readOnly}
              groups={facts}
              value={operand.of}
              onChange={(of) => onChange({ ...operand, of })}
            />
          )}
        </>
      )}
    </Group>
  );
}
