import { Select, TextInput } from "@mantine/core";
import { t } from "../../../../i18n/i18n.ts";
import type { Period } from "../model/tree.ts";
import { useRuleScope } from "../scope.ts";
import { SpanInputs } from "./SpanInputs.tsx";

type Form = "ever" | "last" | "between";
const forms: readonly Form[] = ["ever", "last", "between"];
const empty: Record<Form, Period> = {
  ever: {},
  last: { last: { amount: 30, unit: "days" } },
  between: { from: "", to: "" },
};

/** When what is counted happened: ever, within the last while, or between dates. */
export function PeriodInputs({
  period,
  onChange,
}: {
  period: Period;
  onChange(period: Period): void;
}) {
  const { readOnly } = useRuleScope();
  const { last, from, to } = period;
  const dated = from === undefined && to === undefined ? "ever" : "between";
  const form: Form = last === undefined ? dated : "last";
  const dateInput = (name: "from" | "to", value = "") => (
    <TextInput
      size="xs"
      w={140}
      type={value === "" || /^\d{4}-\d\d-\d\d$/.test(value) ? "date" : "text"}
      aria-label={t(`segments:period.${name}`)}
      readOnly={readOnly}
      value={value}
      onChange={({ currentTarget }) =>
        onChange({ from: "", to: "", ...period, [name]: currentTarget.value })
      }
    />
  );
  return (
    <>
      <Select
        size="xs"
        w={form === "last" ? 124 : 110}
        aria-label={t("segments:period.label")}
        data={forms.map((value) => ({ value, label: t(`segments:period.${value}`) }))}
        comboboxProps={{ width: 180, position: "bottom-start" }}
        allowDeselect={false}
        readOnly={readOnly}
        value={form}
        onChange={(chosen) => onChange(empty[chosen as Form])}
      />
      {last !== undefined && (
        <SpanInputs
          amount={last.amount}
          unit={last.unit}
          onChange={(amount, unit) => onChange({ last: { amount: amount ?? 1, unit } })}
        />
      )}
      {form === "between" && (
        <>
          {dateInput("from", from)}
          <span>{t("segments:period.and")}</span>
          {dateInput("to", to)}
        </>
      )}
    </>
  );
}
