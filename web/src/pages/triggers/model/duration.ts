import type { Span } from "../../../../../src/contract/api/binding.ts";
import { t } from "../../../i18n/i18n.ts";

/** A number as a field has it: "" while nothing stands there. */
export type Typed = number | "";

/** What Mantine's number field gives: a text while it is no number yet. */
export function typedNumber(value: number | string): Typed {
  return typeof value === "number" ? value : "";
}

export const durationUnits = [
  "minutes",
  "hours",
  "days",
  "weeks",
] as const satisfies readonly Span["unit"][];

/** A span that can be switched off; what was typed stays while it is off. */
export interface DurationForm {
  isOn: boolean;
  amount: Typed;
  unit: Span["unit"];
}

export function durationForm(span: Span | null, unless: Span): DurationForm {
  return { isOn: span !== null, ...(span ?? unless) };
}

export function durationBody({ isOn, amount, unit }: DurationForm): Span | null {
  return isOn && amount !== "" ? { amount, unit } : null;
}

export function durationError({ isOn, amount }: DurationForm): string | undefined {
  return isOn && amount === "" ? t("trigger-form:missing.duration") : undefined;
}
