import type { Scope, Truth } from "../../domain/segment-rules/rule.ts";

/** A segment as rules ask for it: a list, or one with a rule of its own. */
export interface AskedSegment {
  id: string;
  /** Null: a list. */
  rule: Truth | null;
}

/** What a rule is asked with. */
export interface Asking {
  now: Date;
  /** The workspace's: of contacts without a time zone, and of the periods. */
  timeZone: string;
  /** The segments that the rule asks for, and those that theirs ask for, by name. */
  segments: ReadonlyMap<string, AskedSegment>;
}

/** What the parts of a rule's statement are made with. */
export interface Parts {
  readonly asking: Asking;
  /** The time of `asking`, as it stands in the text. */
  readonly now: string;
  /** The condition that leaves only the contacts that are asked about, of a column; null: all are. */
  readonly among: ((column: string) => string) | null;
  /** @returns what stands for a value in the text */
  parameter(value: unknown, type: string): string;
  truth(rule: Truth, scope: Scope): string;
}
