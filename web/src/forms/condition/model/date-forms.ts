import type { Operand } from "./tree.ts";

/** How a date to compare with is given. */
export type DateForm = (typeof dateForms)[number];

export const dateForms = ["date", "now", "before", "after"] as const;

export function dateFormOf(operand: Operand | null): DateForm {
  if (operand?.kind === "now") return "now";
  if (operand?.kind !== "moment") return "date";
  // Minus nothing is what "minus" begins with, and what it is while its number is typed.
  return operand.amount < 0 || Object.is(operand.amount, -0) ? "before" : "after";
}

/** The same date in another form, as far as that is possible. */
export function inDateForm(form: DateForm, operand: Operand | null): Operand | null {
  if (form === "now") return { kind: "now" };
  if (form === "date") return operand?.kind === "literal" ? operand : null;
  const sign = form === "before" ? -1 : 1;
  if (operand?.kind === "moment") return { ...operand, amount: sign * Math.abs(operand.amount) };
  return { kind: "moment", of: "now", amount: sign * 7, unit: "days" };
}
