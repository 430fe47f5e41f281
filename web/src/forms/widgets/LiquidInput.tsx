import { Checkbox, Stack } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { defaultHint, clearedText, textOf } from "../inputs/emptied.ts";
import { LiquidField } from "../liquid/LiquidField.tsx";
import { t } from "../../i18n/i18n.ts";

/** Liquid. Where null is a value, it is what empties the field that is written to. */
export function LiquidInput(props: InputProps & { isMultiline?: boolean }) {
  const { schema, nullable, path, label, description, required, value, onChange } = props;
  const { workflowId, readOnly } = useFormScope();
  const error = useIssue(path);
  return (
    <Stack gap={4}>
      <LiquidField
        label={label}
        description={nullable ? undefined : description}
        required={required}
        error={error}
        readOnly={readOnly || value === null}
        isMultiline={props.isMultiline}
        maxLength={schema.maxLength}
        workflowId={workflowId}
        placeholder={value === null ? t("forms:willBeEmptied") : defaultHint(schema)}
        value={textOf(value)}
        onChange={(text) => onChange(clearedText(text, props))}
      />
      {nullable && (
        <Checkbox
          size="xs"
          label={t("forms:emptyIt")}
          aria-label={t("forms:empty", { what: label.toLowerCase() })}
          disabled={readOnly}
          checked={value === null}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? null : undefined)}
        />
      )}
    </Stack>
  );
}

export function LiquidWidget(props: InputProps) {
  return <LiquidInput {...props} />;
}

export function LiquidTextWidget(props: InputProps) {
  return <LiquidInput {...props} isMultiline />;
}
