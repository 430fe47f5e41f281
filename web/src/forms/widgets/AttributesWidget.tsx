import { Group, NumberInput, Select } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { rowWords } from "../inputs/row-words.ts";
import { NamedRows } from "../inputs/NamedRows.tsx";
import { exampleOfLiquid } from "../liquid/liquid-of.ts";
import { LiquidField } from "../liquid/LiquidField.tsx";
import type { AttributeForm } from "./attribute-forms.ts";
import { attributeForms, formOf, inForm, operandText } from "./attribute-forms.ts";
import { objectOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

/** What becomes of a contact's attributes: a value, nothing, or a sum with what is there. */
export function AttributesWidget({ path, label, description, value, onChange }: InputProps) {
  const { workflowId, readOnly } = useFormScope();
  return (
    <NamedRows<unknown>
      label={label}
      description={description}
      error={useIssue(path)}
      readOnly={readOnly}
      words={rowWords("attribute")}
      values={objectOf(value)}
      fresh={() => ""}
      onChange={onChange}
    >
      {(name, entryValue, change) => {
        const { form, operand } = formOf(entryValue);
        return (
          <Group gap={4} wrap="nowrap" align="flex-start">
            <Select
              size="xs"
              w={132}
              aria-label={t("forms:attribute.what", { name })}
              data={attributeForms.map((one) => ({
                value: one,
                label: t(`forms:attribute.${one}`),
              }))}
              allowDeselect={false}
              readOnly={readOnly}
              value={form}
              onChange={(chosen) => change(inForm(chosen as AttributeForm, operand))}
            />
            {(form === "text" ||
              ((form === "plus" || form === "minus") && typeof operand !== "number")) && (
              <div style={{ flex: 1 }}>
                <LiquidField
                  label={t("forms:valueOf", { name })}
                  isLabelHidden
                  size="xs"
                  readOnly={readOnly}
                  workflowId={workflowId}
                  placeholder={form === "text" ? exampleOfLiquid : "1"}
                  value={operandText(operand)}
                  onChange={(text) => change(inForm(form, text))}
                />
              </div>
            )}
            {(form === "number" ||
              ((form === "plus" || form === "minus") && typeof operand === "number")) && (
              <NumberInput
                size="xs"
                style={{ flex: 1 }}
                aria-label={t("forms:valueOf", { name })}
                readOnly={readOnly}
                value={typeof operand === "number" ? operand : ""}
                onChange={(typed) => change(inForm(form, typed))}
              />
            )}
          </Group>
        );
      }}
    </NamedRows>
  );
}
