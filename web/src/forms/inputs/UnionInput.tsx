import { Select, Stack } from "@mantine/core";
import { Field } from "../form/Field.tsx";
import type { InputProps } from "../form/input.ts";
import { useFormScope } from "../form/scope.ts";
import { freshValue } from "../schema/fresh.ts";
import { variantOf, variantsOf } from "../schema/variants.ts";
import { t } from "../../i18n/i18n.ts";

/** One of several forms: which, and then its own input. */
export function UnionInput(props: InputProps) {
  const { schema, nullable, path, label, description, required, value, onChange } = props;
  const { root, readOnly } = useFormScope();
  const variants = variantsOf(schema, root);
  const chosen = value === undefined || value === null ? -1 : variantOf(value, variants);
  const variant = variants[chosen];
  return (
    <Stack gap="xs">
      <Select
        label={label}
        description={description}
        required={required}
        readOnly={readOnly}
        data={variants.map(({ name }, index) => ({ value: String(index), label: name }))}
        value={chosen === -1 ? null : String(chosen)}
        clearable={(nullable || !required) && !readOnly}
        clearButtonProps={{ "aria-label": t("inputs:clear", { what: label }) }}
        allowDeselect={false}
        onChange={(index) => {
          const next = index === null ? undefined : variants[Number(index)];
          const cleared = nullable ? null : undefined;
          onChange(next === undefined ? cleared : freshValue(next.schema, root));
        }}
      />
      {variant !== undefined && (
        <Field
          schema={variant.schema}
          path={path}
          label={variant.name}
          value={value}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}
