import type { MessageOutcome } from "./instruments/messages.ts";
import type { Measuring } from "./metrics.ts";

/** Counts what became of a message, once that is committed. Those of test launches never count. */
export function countMessage(
  sql: Measuring,
  { channel, test }: { channel: string; test: boolean },
  outcome: MessageOutcome,
): void {
  if (!test) sql.measure(({ messages }) => messages.add(1, { channel, outcome }));
}

/** The same of many, none of which is a test launch's. */
export function countMessages(
  sql: Measuring,
  channel: string,
  outcome: MessageOutcome,
  count: number,
): void {
  sql.measure(({ messages }) => messages.add(count, { channel, outcome }));
}
