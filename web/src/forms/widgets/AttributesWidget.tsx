import { Group, NumberInput, Select } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { NamedRows } from "../inputs/NamedRows.tsx";
import { LiquidField } from "../liquid/LiquidField.tsx";
import type { AttributeForm } from "./attribute-forms.ts";
import { attributeForms, formOf, inForm, operandText } from "./attribute-forms.ts";
import { objectOf } from "../../json/objects.ts";

/** What becomes of a contact's attributes: a value, nothing, or a sum with what is there. */
export function AttributesWidget({ path, label, description, value, onChange }: InputProps) {
  const { workflowId, readOnly } = useFormScope();
  return (
    <NamedRows<unknown>
      label={label}
      description={description}
      error={useIssue(path)}
      readOnly={readOnly}
      one="Attribute"
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
              aria-label={`What becomes of ${name}`}
              data={attributeForms}
              allowDeselect={false}
              readOnly={readOnly}
              value={form}
              onChange={(chosen) => change(inForm(chosen as AttributeForm, operand))}
            />
            {(form === "text" ||
              ((form === "plus" || form === "minus") && typeof operand !== "number")) && (
              <div style={{ flex: 1 }}>
                <LiquidField
                  label={`Value of ${name}`}
                  isLabelHidden
                  size="xs"
                  readOnly={readOnly}
                  workflowId={workflowId}
                  placeholder={form === "text" ? "{{ event.params.city }}" : "1"}
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
                aria-label={`Value of ${name}`}
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
