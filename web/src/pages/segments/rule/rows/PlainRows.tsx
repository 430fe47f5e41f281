import { Code as CodeText, NumberInput, Select } from "@mantine/core";
import type { Rule } from "../../../../forms/condition/model/tree.ts";
import { RuleRow } from "../../../../forms/condition/RuleRow.tsx";
import { ConditionScopeProvider, describedBy } from "../../../../forms/condition/scope.ts";
import { FactPathPicker } from "../../../../forms/pickers/FactPathPicker.tsx";
import { SegmentPicker } from "../../../../forms/pickers/SegmentPicker.tsx";
import { t } from "../../../../i18n/i18n.ts";
import type { Anniversary, Code, Item, Membership } from "../model/tree.ts";
import classes from "../Rule.module.css";
import { useRuleScope } from "../scope.ts";
import { Sentence } from "../Sentence.tsx";

interface Props<Row> {
  item: Row;
  onChange(by: Item | null): void;
}

/** "City equals Kyiv": a field of the contact, or of its last order. */
export function FieldRow({ item, onChange }: Props<Rule>) {
  const { readOnly, contact } = useRuleScope();
  const change = (by: { kind: string } | null) => onChange(by as Rule | null);
  return (
    <Sentence item={item} label={t("segments:rule.field")} onRemove={() => onChange(null)}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <ConditionScopeProvider
          value={{ facts: contact, readOnly, describe: describedBy(contact), noPatterns: true }}
        >
          <RuleRow rule={item} isBare onChange={change} />
        </ConditionScopeProvider>
      </div>
    </Sentence>
  );
}

/** "Is a member of VIP". */
export function MembershipRow({ item, onChange }: Props<Membership>) {
  const { readOnly } = useRuleScope();
  const names = readOnly ? item.names : [...item.names, ""];
  return (
    <Sentence item={item} label={t("segments:rule.segments")} onRemove={() => onChange(null)}>
      <Select
        size="xs"
        w={160}
        aria-label={t("segments:membership.label")}
        data={[
          { value: "in", label: t("segments:membership.in") },
          { value: "notIn", label: t("segments:membership.notIn") },
        ]}
        allowDeselect={false}
        readOnly={readOnly}
        value={item.not ? "notIn" : "in"}
        onChange={(value) => onChange({ ...item, not: value === "notIn" })}
      />
      {names.map((name, index) => (
        <div key={name} className={classes["picker"]}>
          <SegmentPicker
            label={t("segments:membership.segment")}
            placeholder={
              index === 0 ? t("segments:membership.choose") : t("segments:membership.another")
            }
            isLabelHidden
            size="xs"
            canCreate={false}
            clearable
            readOnly={readOnly}
            value={name}
            onChange={(chosen) => {
              const next = item.names.toSpliced(index, 1, ...(chosen === "" ? [] : [chosen]));
              onChange({ ...item, names: [...new Set(next)] });
            }}
          />
        </div>
      ))}
    </Sentence>
  );
}

/** "Birthday is today or within 7 days". */
export function AnniversaryRow({ item, onChange }: Props<Anniversary>) {
  const { readOnly, contact } = useRuleScope();
  return (
    <Sentence item={item} label={t("segments:rule.anniversary")} onRemove={() => onChange(null)}>
      <span>{t("segments:anniversary.of")}</span>
      <div className={classes["picker"]}>
        <FactPathPicker
          label={t("segments:anniversary.field")}
          isLabelHidden
          size="xs"
          readOnly={readOnly}
          groups={contact}
          value={item.path}
          onChange={(path) => onChange({ ...item, path })}
        />
      </div>
      <span>{t("segments:anniversary.within")}</span>
      <NumberInput
        size="xs"
        w={68}
        aria-label={t("segments:anniversary.days")}
        min={0}
        max={366}
        clampBehavior="strict"
        allowDecimal={false}
        readOnly={readOnly}
        value={item.days}
        onChange={(typed) => typeof typed === "number" && onChange({ ...item, days: typed })}
      />
      <span>{t("segments:anniversary.daysWord", { count: item.days })}</span>
    </Sentence>
  );
}

/** A part that was written by hand: shown as it is, and kept. */
export function CodeRow({ item, onChange }: Props<Code>) {
  return (
    <Sentence
      item={item}
      label={t("segments:rule.code")}
      onRemove={() => onChange(null)}
      below={<CodeText className={classes["code"]}>{JSON.stringify(item.rule)}</CodeText>}
    >
      <span>{t("segments:rule.byHand")}</span>
    </Sentence>
  );
}
