import { factAt } from "../facts/facts.ts";
import { FactPathPicker } from "../pickers/FactPathPicker.tsx";
import { SegmentPicker } from "../pickers/SegmentPicker.tsx";
import { TopicPicker } from "../pickers/TopicPicker.tsx";
import { DateOperand } from "./DateOperand.tsx";
import { ListOperand } from "./ListOperand.tsx";
import { LiteralInput } from "./LiteralInput.tsx";
import { isDated, takesList } from "./model/change.ts";
import type { Operand, Rule, ValueType } from "./model/tree.ts";
import { useConditionScope } from "./scope.ts";
import { t } from "../../i18n/i18n.ts";

export interface ValueInputProps {
  rule: Rule;
  type: ValueType;
  onChange(operand: Operand | null): void;
}

/** What a rule compares with. */
export function ValueInput({ rule, type, onChange }: ValueInputProps) {
  const { facts, readOnly } = useConditionScope();
  const { operand, operator, path } = rule;
  const inputProps = {
    label: t("conditions:value"),
    isLabelHidden: true,
    size: "xs",
    readOnly,
  } as const;
  if (operand?.kind === "fact") {
    const choose = (chosen: string) => onChange({ kind: "fact", path: chosen });
    return <FactPathPicker {...inputProps} groups={facts} value={operand.path} onChange={choose} />;
  }
  if (isDated(operator) || operand?.kind === "moment" || operand?.kind === "now") {
    return <DateOperand operand={operand} onChange={onChange} />;
  }
  const examples = factAt(facts, path)?.examples ?? [];
  if (takesList(operator)) {
    return <ListOperand operand={operand} type={type} examples={examples} onChange={onChange} />;
  }
  const literal = operand?.kind === "literal" ? operand.value : undefined;
  const named = String(literal ?? "");
  const choose = (value: string) => onChange(value === "" ? null : { kind: "literal", value });
  if (path === "contact.segments" && operator === "contains" && !rule.lower) {
    return <SegmentPicker {...inputProps} canCreate={false} value={named} onChange={choose} />;
  }
  if (path === "contact.topics" && operator === "contains" && !rule.lower) {
    return <TopicPicker {...inputProps} value={named} onChange={choose} />;
  }
  return (
    <LiteralInput
      value={literal}
      type={type}
      isPattern={operator === "matches"}
      examples={examples}
      onChange={(value) => onChange(value === undefined ? null : { kind: "literal", value })}
    />
  );
}
