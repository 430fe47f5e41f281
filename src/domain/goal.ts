export const goalUnits = ["hours", "days"] as const;
/** From what on the window is counted. */
export const windowStarts = ["start", "sent", "clicked"] as const;

/** For how long an event counts, and from what on. */
export interface GoalWindow {
  every: number;
  unit: (typeof goalUnits)[number];
  after: (typeof windowStarts)[number];
}

/** What an event that reaches a goal is worth. */
export type GoalValue =
  | { kind: "none" }
  | { kind: "fixed"; amount: number; currency: string }
  /** A param of the event; its currency is given, or another param. */
  | { kind: "param"; param: string; currency: string }
  | { kind: "param"; param: string; currencyParam: string }
  /** The params `totalCost` and `currency`, which events of orders have. */
  | { kind: "order" };

export interface Money {
  amount: number;
  /** ISO 4217. */
  currency: string;
}

const unitMs = { hours: 3_600_000, days: 86_400_000 };

/** The window's length in milliseconds; a day has 24 hours. */
export function lengthOf({ every, unit }: Pick<GoalWindow, "every" | "unit">): number {
  return every * unitMs[unit];
}

/** What an event is worth; null where it doesn't say an amount and a currency. */
export function worthOf(value: GoalValue, params: Readonly<Record<string, unknown>>): Money | null {
  if (value.kind === "none") return null;
  if (value.kind === "fixed") return { amount: value.amount, currency: value.currency };
  if (value.kind === "order") return money(params["totalCost"], params["currency"]);
  const currency = "currency" in value ? value.currency : params[value.currencyParam];
  return money(params[value.param], currency);
}

/** Beyond, a number has no cents any more. */
const mostAmount = 1e13;

function money(given: unknown, currency: unknown): Money | null {
  const amount = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (typeof amount !== "number" || !(Math.abs(amount) <= mostAmount)) return null;
  if (typeof currency !== "string" || !/^[A-Za-z]{3}$/.test(currency)) return null;
  return { amount, currency: currency.toUpperCase() };
}
