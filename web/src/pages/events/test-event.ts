import type { EventAnswer } from "../../api/events.ts";
import { outcomeWords } from "./outcomes.ts";

type Params = { ok: true; value: Record<string, unknown> } | { ok: false; fault: string };

/** A text as an event's params; an empty one is none. */
export function paramsOf(text: string): Params {
  if (text.trim() === "") return { ok: true, value: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, fault: error instanceof Error ? error.message : "This is no JSON" };
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ok: true, value: value as Record<string, unknown> }
    : { ok: false, fault: 'An object is needed, such as {"total": 59.9}' };
}

/** What a sent event did, in one sentence. */
export function answerWords({ decisions }: EventAnswer): string {
  if (decisions.length === 0) return "The event is in. No workflow is linked to its type";
  const words = decisions.map(({ outcome, until = null }) => outcomeWords({ outcome, until }));
  return `The event is in: ${words.join(", ")}`;
}
