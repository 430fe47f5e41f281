import type { Condition, ConditionKind, Figures } from "../../../domain/notifications/condition.ts";

/** What is said of something, with numbers and times as they are written in the language. */
export interface Told {
  condition: Condition;
  name: string;
  /** Whether it is about one workflow, type or pool, or about all. */
  isNamed: boolean;
  figures: Required<Pick<Figures, "count" | "of">>;
  problem: string | null;
  number(value: number): string;
  share: string;
  /** Null: there never was one. */
  lastAt: string | null;
}

export interface Words {
  locale: string;
  /** A line that says what is wrong. */
  title: Record<ConditionKind, (told: Told) => string>;
  /** What it may come from, and what to do. */
  hint: Record<ConditionKind, (told: Told) => string>;
  over(title: string): string;
  began(at: string): string;
  ended(at: string): string;
  rule(name: string): string;
  open: string;
  test: { title: string; text: string };
}
