import { Autocomplete, NumberInput, Select, TextInput } from "@mantine/core";
import { literalOf } from "./model/change.ts";
import type { Literal, ValueType } from "./model/tree.ts";
import { useConditionScope } from "./scope.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  value: Literal | undefined;
  type: ValueType;
  isPattern: boolean;
  examples: readonly Literal[];
  onChange(value: Literal | undefined): void;
}

/** One value, by its type; texts come with values that were seen. */
export function LiteralInput({ value, type, isPattern, examples, onChange }: Props) {
  const { readOnly } = useConditionScope();
  const inputProps = { "aria-label": t("conditions:value"), size: "xs", readOnly } as const;
  const example = examples[0];
  const hint = example === undefined ? t("conditions:value") : t("conditions:example", { example });
  if (isPattern) {
    return (
      <TextInput
        {...inputProps}
        placeholder="^[A-Z]{2}"
        ff="monospace"
        value={String(value ?? "")}
        onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
    );
  }
  if (type === "boolean" && typeof value !== "string") {
    return (
      <Select
        {...inputProps}
        placeholder={t("conditions:value")}
        data={[
          { value: "true", label: t("conditions:yes") },
          { value: "false", label: t("conditions:no") },
        ]}
        value={value === undefined ? null : String(value)}
        onChange={(chosen) => onChange(literalOf(chosen ?? "", "boolean"))}
      />
    );
  }
  if (type === "number" && typeof value !== "string") {
    return (
      <NumberInput
        {...inputProps}
        placeholder={hint}
        value={typeof value === "number" ? value : ""}
        onChange={(typed) => onChange(literalOf(String(typed), "number"))}
      />
    );
  }
  return (
    <Autocomplete
      {...inputProps}
      placeholder={hint}
      data={[...new Set(examples.map(String))]}
      value={String(value ?? "")}
      onChange={(text) => onChange(text === "" ? undefined : text)}
    />
  );
}
