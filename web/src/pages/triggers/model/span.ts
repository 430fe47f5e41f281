import type { Span } from "../../../../../src/contract/api/binding.ts";

/** A number as a field has it: "" while nothing stands there. */
export type Typed = number | "";

export const spanUnits = ["minutes", "hours", "days", "weeks"] as const;

/** A span that can be switched off; what was typed stays while it is off. */
export interface SpanForm {
  isOn: boolean;
  amount: Typed;
  unit: Span["unit"];
}

export function spanForm(span: Span | null, unless: Span): SpanForm {
  return { isOn: span !== null, ...(span ?? unless) };
}

export function spanBody({ isOn, amount, unit }: SpanForm): Span | null {
  return isOn && amount !== "" ? { amount, unit } : null;
}

export function spanFault({ isOn, amount }: SpanForm): string | undefined {
  return isOn && amount === "" ? "How long? Give a number, or switch this off." : undefined;
}
