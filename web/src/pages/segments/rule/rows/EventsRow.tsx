import { Button } from "@mantine/core";
import { EventTypePicker } from "../../../../forms/pickers/EventTypePicker.tsx";
import { useEventTypeId } from "../../../../forms/pickers/use-event-type-id.ts";
import { useEventFacts } from "../../../../forms/facts/facts.ts";
import { t } from "../../../../i18n/i18n.ts";
import type { Item, Measured } from "../model/tree.ts";
import { isTimed } from "../model/tree.ts";
import classes from "../Rule.module.css";
import { useRuleScope } from "../scope.ts";
import { Sentence } from "../Sentence.tsx";
import { AskInputs } from "./AskInputs.tsx";
import { FilterEditor } from "./FilterEditor.tsx";
import { PeriodInputs } from "./PeriodInputs.tsx";

/** "Had the event … at least 3 times in the last 30 days, where …". */
export function EventsRow({ item, onChange }: { item: Measured; onChange(by: Item | null): void }) {
  const { readOnly } = useRuleScope();
  const { types } = item;
  const set = (change: Partial<Measured>) => onChange({ ...item, ...change });
  const facts = useEventFacts(useEventTypeId(types[0] ?? ""));
  // Of an event's own fields a rule knows its key alone.
  const known = facts.map((group) => ({
    ...group,
    paths: group.paths.filter(({ path }) => /^event\.(params\.|keyValue$)/.test(path)),
  }));
  return (
    <Sentence
      item={item}
      label={t("segments:rule.events")}
      onRemove={() => onChange(null)}
      below={
        <FilterEditor
          label={t("segments:rule.whereEvent")}
          action={t("segments:rule.addWhere")}
          facts={known}
          value={item.where}
          onChange={(where) => set({ where })}
        />
      }
    >
      <span>{t("segments:rule.eventsWord")}</span>
      {types.map((key, index) => (
        <div key={index} className={classes["picker"]}>
          <EventTypePicker
            label={t("segments:rule.event")}
            isLabelHidden
            size="xs"
            readOnly={readOnly}
            value={key}
            clearable={types.length > 1}
            onChange={(chosen) =>
              set({
                types:
                  chosen === "" && types.length > 1
                    ? types.filter((_, place) => place !== index)
                    : types.map((one, place) => (place === index ? chosen : one)),
              })
            }
          />
        </div>
      ))}
      {!readOnly && types.length < 20 && !types.includes("") && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => set({ types: [...types, ""] })}
        >
          {t("segments:rule.orEvent")}
        </Button>
      )}
      <AskInputs item={item} onChange={(ask) => set({ ask })} />
      {!isTimed(item.ask) && (
        <PeriodInputs period={item.period} onChange={(period) => set({ period })} />
      )}
    </Sentence>
  );
}
