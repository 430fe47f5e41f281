import { NumberInput, Select } from "@mantine/core";
import type { DateUnit } from "../../../../../../src/domain/date-value.ts";
import { t } from "../../../../i18n/i18n.ts";
import type { Ask, Measured } from "../model/tree.ts";
import { isTimed } from "../model/tree.ts";
import { useRuleScope } from "../scope.ts";
import { SpanInputs } from "./SpanInputs.tsx";

/** Ways to ask, as one choice: how often or how much, or how long ago. */
const comparisons = {
  atLeast: ">=",
  atMost: "<=",
  exactly: "==",
  moreThan: ">",
  lessThan: "<",
} as const;
type ComparisonName = keyof typeof comparisons;
const names = Object.keys(comparisons) as ComparisonName[];

interface Props {
  item: Measured;
  onChange(ask: Ask): void;
}

/** How often or how much it was, or how long ago. */
export function AskInputs({ item: { kind, ask }, onChange }: Props) {
  const { readOnly } = useRuleScope();
  const isCount = ask.measure === "count";
  const isNever = isCount && ask.operator === "==" && ask.value === 0;
  const timed = ["lastOver", "lastWithin", "firstOver", "firstWithin"] as const;
  const ways = [
    ...names,
    ...(isCount ? ["never" as const] : []),
    ...(isCount || isTimed(ask) ? timed : []),
  ];
  const comparison = names.find((name) => comparisons[name] === ask.operator);
  const ofTime = `${ask.measure}${ask.ago === "over" ? "Over" : "Within"}`;
  const counted = isNever ? "never" : (comparison ?? "not");
  const chosen = isTimed(ask) ? ofTime : counted;
  const choose = (way: string) => {
    const time = /^(first|last)(Over|Within)$/.exec(way);
    if (time !== null) {
      const ago = time[2] === "Over" ? "over" : "within";
      return onChange({ ...ask, measure: time[1] as Ask["measure"], ago });
    }
    const measure = isTimed(ask) ? "count" : ask.measure;
    if (way === "never") return onChange({ ...ask, measure, operator: "==", value: 0 });
    const operator = way in comparisons ? comparisons[way as ComparisonName] : "!=";
    onChange({ ...ask, measure, operator, value: isNever ? 1 : ask.value });
  };
  const data = [...new Set<string>([...ways, chosen])].map((value) => ({
    value,
    label: t(`segments:ways.${value as (typeof ways)[number] | "not"}`),
  }));
  return (
    <>
      <Select
        size="xs"
        w={isTimed(ask) ? 230 : 130}
        aria-label={t("segments:ways.label")}
        data={data}
        comboboxProps={{ width: 260, position: "bottom-start" }}
        allowDeselect={false}
        readOnly={readOnly}
        value={chosen}
        onChange={(way) => way !== null && choose(way)}
      />
      {isTimed(ask) && (
        <>
          <SpanInputs
            amount={ask.amount}
            unit={ask.unit}
            onChange={(amount: number | null, unit: DateUnit) => onChange({ ...ask, amount, unit })}
          />
          <span>{t("segments:ways.ago")}</span>
        </>
      )}
      {!isTimed(ask) && !isNever && (
        <>
          <NumberInput
            size="xs"
            w={76}
            aria-label={t(isCount ? "segments:ways.times" : "segments:ways.amount")}
            min={isCount ? 0 : undefined}
            allowDecimal={!isCount}
            readOnly={readOnly}
            value={ask.value ?? ""}
            onChange={(typed) =>
              onChange({ ...ask, value: typeof typed === "number" ? typed : null })
            }
          />
          {isCount && kind !== "orders" && (
            <span>{t("segments:ways.timesWord", { count: ask.value ?? 0 })}</span>
          )}
          {isCount && kind === "orders" && (
            <span>{t("segments:ways.ordersWord", { count: ask.value ?? 0 })}</span>
          )}
        </>
      )}
    </>
  );
}
