import { TagsInput } from "@mantine/core";
import { literalOf } from "./model/change.ts";
import type { Literal, Operand, ValueType } from "./model/tree.ts";
import { useConditionScope } from "./scope.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  operand: Operand | null;
  type: ValueType;
  examples: readonly Literal[];
  onChange(operand: Operand | null): void;
}

/** Several values. */
export function ListOperand({ operand, type, examples, onChange }: Props) {
  const { readOnly } = useConditionScope();
  const current = operand?.kind === "list" ? operand.values : [];
  const change = (texts: string[]) => {
    const values = texts.flatMap((text) => {
      // One that was there keeps its type: a number that was sent as text stays text.
      const value = current.find((one) => String(one) === text) ?? literalOf(text, type);
      return value === undefined ? [] : [value];
    });
    onChange(values.length === 0 ? null : { kind: "list", values });
  };
  return (
    <TagsInput
      aria-label={t("conditions:values")}
      size="xs"
      readOnly={readOnly}
      placeholder={current.length === 0 ? t("conditions:typeValue") : ""}
      data={[...new Set(examples.map(String))]}
      value={[...new Set(current.map(String))]}
      acceptValueOnBlur
      onChange={change}
    />
  );
}
