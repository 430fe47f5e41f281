import { countable } from "../../../../src/domain/plain-number.ts";

/** What may become of an attribute. */
export type AttributeForm = (typeof attributeForms)[number];

export const attributeForms = ["text", "number", "yes", "no", "empty", "plus", "minus"] as const;

/** The form that a value has, and what stands in its input. */
export function formOf(value: unknown): { form: AttributeForm; operand: unknown } {
  if (value === null) return { form: "empty", operand: "" };
  if (typeof value === "number") return { form: "number", operand: value };
  if (typeof value === "boolean") return { form: value ? "yes" : "no", operand: "" };
  if (typeof value === "object") {
    const [[sign, operand] = ["plus", ""]] = Object.entries(value);
    return { form: sign === "minus" ? "minus" : "plus", operand: operand as unknown };
  }
  return { form: "text", operand: value };
}

/** What stands in a text input. */
export function operandText(operand: unknown): string {
  return typeof operand === "string" || typeof operand === "number" ? String(operand) : "";
}

/** A value in another form, with what was typed as far as it fits. */
export function inForm(form: AttributeForm, operand: unknown): unknown {
  switch (form) {
    case "text":
      return operandText(operand);
    case "number":
      return countable(operand) ?? 0;
    case "yes":
      return true;
    case "no":
      return false;
    case "empty":
      return null;
    case "plus":
    case "minus":
    default:
      return { [form]: operand === "" ? "1" : operand };
  }
}
