import type { JsonSchema } from "../../api/json-schema.ts";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import type { RowWords } from "../inputs/row-words.ts";
import { NamedRows } from "../inputs/NamedRows.tsx";
import { exampleOfLiquid } from "../liquid/liquid-of.ts";
import { LiquidField } from "../liquid/LiquidField.tsx";
import { objectOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

interface Props extends InputProps {
  /** What a name is called, such as a header. */
  words?: RowWords;
  extra?: readonly { label: string; templates: readonly string[] }[];
}

/** Liquid by name. */
export function KeyValueWidget({
  schema,
  path,
  label,
  description,
  words,
  extra,
  value,
  onChange,
}: Props) {
  const { workflowId, readOnly } = useFormScope();
  return (
    <NamedRows<unknown>
      label={label}
      description={description}
      error={useIssue(path)}
      readOnly={readOnly}
      words={words}
      values={objectOf(value)}
      errorOf={(name) => nameError(name, schema)}
      fresh={() => ""}
      onChange={onChange}
    >
      {(name, entryValue, change) => (
        <LiquidField
          label={t("forms:valueOf", { name })}
          isLabelHidden
          size="xs"
          readOnly={readOnly}
          workflowId={workflowId}
          extra={extra}
          placeholder={exampleOfLiquid}
          value={textOf(entryValue)}
          onChange={change}
        />
      )}
    </NamedRows>
  );
}

/** What keeps a text from being a name in a record, by its schema. */
function nameError(name: string, { propertyNames }: JsonSchema): string | undefined {
  const { pattern, maxLength } = propertyNames ?? {};
  if (maxLength !== undefined && name.length > maxLength)
    return t("forms:nameLong", { count: maxLength });
  if (pattern === undefined || new RegExp(pattern).test(name)) return undefined;
  return t("forms:nameWrong");
}
