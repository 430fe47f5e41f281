import { TagsInput } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { listOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

/** Whole numbers, such as HTTP statuses. */
export function NumbersWidget({ schema, path, label, description, value, onChange }: InputProps) {
  const { readOnly } = useFormScope();
  const { minimum = -Infinity, maximum = Infinity } = schema.items ?? {};
  const isGood = (number: number) =>
    Number.isInteger(number) && number >= minimum && number <= maximum;
  return (
    <TagsInput
      label={label}
      description={description}
      error={useIssue(path)}
      readOnly={readOnly}
      maxTags={schema.maxItems}
      splitChars={[",", " "]}
      placeholder={t("forms:typeNumber")}
      value={listOf(value).map(String)}
      onChange={(texts) => {
        const numbers = texts.map(Number).filter(isGood);
        onChange(numbers.length === 0 ? undefined : numbers);
      }}
    />
  );
}
