/** What is known of one thing that a rule looks at. */
export interface Standing {
  /** Whether it was found just now. */
  isFound: boolean;
  /** Whether it was found before, and has not ended. */
  isOpen: boolean;
  /** When it began last, by the milliseconds; null: never. */
  beganAt: number | null;
}

export type Step =
  | "begin"
  | "end"
  /** It is there again so soon that it is not told once more. */
  | "stay quiet"
  | "nothing";

/**
 * What becomes of it. What is told once is told again only when it has ended and the quiet time since
 * it began is over: something that comes and goes is not told each time.
 */
export function stepOf({ isFound, isOpen, beganAt }: Standing, now: number, quietMs: number): Step {
  if (isOpen) return isFound ? "nothing" : "end";
  if (!isFound) return "nothing";
  return beganAt !== null && now < beganAt + quietMs ? "stay quiet" : "begin";
}
