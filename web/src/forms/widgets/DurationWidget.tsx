import { Group, Input, NumberInput, Select } from "@mantine/core";
import { useId } from "react";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { withSetting } from "../schema/change.ts";
import { below } from "../schema/paths.ts";
import { objectOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

/** How many of which unit. */
export function DurationWidget({
  schema,
  path,
  label,
  description,
  required,
  value,
  onChange,
}: InputProps) {
  const { readOnly } = useFormScope();
  const id = useId();
  const span = objectOf(value ?? schema.default);
  const { enum: given = [], labels } = schema.properties?.["unit"] ?? {};
  const units = given.map(String);
  const unit = typeof span["unit"] === "string" ? span["unit"] : (units[0] ?? null);
  const own = useIssue(path, false);
  const errors = [own, useIssue(below(path, "amount")), useIssue(below(path, "unit"))];
  const change = (name: string, changed: unknown) => {
    const next = withSetting({ ...span, ...(unit !== null && { unit }) }, name, changed);
    // An optional span goes; one with a default would come back while its number is being typed.
    const isGone = next["amount"] === undefined && !required && schema.default === undefined;
    onChange(isGone ? undefined : next);
  };
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      required={required}
      error={errors.find((error) => error !== undefined)}
    >
      <Group gap="xs" mt={4} wrap="nowrap" role="group" aria-labelledby={id}>
        <NumberInput
          aria-label={t("forms:howMany", { label })}
          style={{ flex: 1 }}
          min={1}
          allowDecimal={false}
          clampBehavior="none"
          readOnly={readOnly}
          value={typeof span["amount"] === "number" ? span["amount"] : ""}
          onChange={(typed) => {
            if (typed === "") change("amount", undefined);
            else if (typeof typed === "number") change("amount", typed);
          }}
        />
        <Select
          aria-label={t("forms:unit", { label })}
          style={{ flex: 1 }}
          data={units.map((one) => ({ value: one, label: labels?.[one] ?? one }))}
          allowDeselect={false}
          readOnly={readOnly}
          value={unit}
          onChange={(chosen) => change("unit", chosen)}
        />
      </Group>
    </Input.Wrapper>
  );
}
