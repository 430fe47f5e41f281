import { Select } from "@mantine/core";
import { t } from "../../../../i18n/i18n.ts";
import type { Item, MeasureName, Measured } from "../model/tree.ts";
import { isTimed, newAsk } from "../model/tree.ts";
import { useRuleScope } from "../scope.ts";
import { Sentence } from "../Sentence.tsx";
import { AskInputs } from "./AskInputs.tsx";
import { FilterEditor } from "./FilterEditor.tsx";
import { PeriodInputs } from "./PeriodInputs.tsx";

const measures = ["count", "sum", "average", "lowest", "highest"] as const;

/** "The number of orders is at least 2 in the last year", "orders' total is more than 500 ever". */
export function OrdersRow({ item, onChange }: { item: Measured; onChange(by: Item | null): void }) {
  const { readOnly, order, orderItem } = useRuleScope();
  const set = (change: Partial<Measured>) => onChange({ ...item, ...change });
  const { ask } = item;
  const shown = isTimed(ask) ? "count" : ask.measure;
  return (
    <Sentence
      item={item}
      label={t("segments:rule.orders")}
      onRemove={() => onChange(null)}
      below={
        <>
          <FilterEditor
            label={t("segments:rule.whereOrder")}
            action={t("segments:rule.addWhereOrder")}
            facts={order}
            value={item.where}
            onChange={(where) => set({ where })}
          />
          <FilterEditor
            label={t("segments:rule.whereItem")}
            action={t("segments:rule.addWhereItem")}
            facts={orderItem}
            value={item.item}
            onChange={(filter) => set({ item: filter })}
          />
        </>
      }
    >
      <Select
        size="xs"
        w={190}
        aria-label={t("segments:measures.label")}
        data={measures.map((value) => ({ value, label: t(`segments:measures.${value}`) }))}
        allowDeselect={false}
        readOnly={readOnly}
        value={shown}
        onChange={(measure) =>
          set({ ask: newAsk({ ...ask, measure: measure as MeasureName, operator: ">=" }) })
        }
      />
      <AskInputs item={item} onChange={(next) => set({ ask: next })} />
      {!isTimed(ask) && (
        <PeriodInputs period={item.period} onChange={(period) => set({ period })} />
      )}
    </Sentence>
  );
}
